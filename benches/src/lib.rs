//! Benchmarks of the token library, see `benches/`.
