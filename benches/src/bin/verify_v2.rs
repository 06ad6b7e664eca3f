//! Verifies one v2 token as often as the argument says, for an instruction counter around it.

use std::{env, error::Error, hint::black_box};

use magiclink::scope::Login;
use magiclink_benches::{User, v2_tokens};

fn main() -> Result<(), Box<dyn Error>> {
    let count: u64 = env::args().nth(1).ok_or("how many verifies?")?.parse()?;
    let (tokens, jane) = (v2_tokens()?, User::jane());
    let token = tokens.create(&jane, &Login)?;
    for _ in 0..count {
        let unverified = tokens.decode(black_box(token.expose()), &Login)?;
        black_box(unverified.verify(black_box(&jane))?);
    }
    Ok(())
}
