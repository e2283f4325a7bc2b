//! stub
#[derive(Debug,Clone,Default)] pub(crate) struct Walks; 
/// x
#[derive(Debug)] pub struct Deviation;
