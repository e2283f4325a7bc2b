//! A feature that is added or removed must be embedded anew; changes inside known files are tracked by the compiler.

fn main() {
    println!("cargo::rerun-if-changed=../features");
}
