//! The store as an application uses it.

mod contract;
