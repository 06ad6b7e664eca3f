//! Tests of what only the inside can bring about: failing jobs, a full disk, slow queries.
