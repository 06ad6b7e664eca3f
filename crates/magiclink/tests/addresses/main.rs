//! Addresses that people type and pages that links name: known ones, each with its answer, and random
//! ones.

mod emails;
mod redirects;
mod row;

/// The base URL that the known answers are for.
const BASE_URL: &str = "https://testserver";
