//! What tokens cost beside a plain keyed hash and a JSON Web Token.
//!
//! Criterion's times are followed by a table of ratios to the plain hash. On a machine that also does
//! other work the times go up and down together, and the ratios stay.

use std::{
    env,
    error::Error,
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::Criterion;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use magiclink::{Tokens, scope::Login};
use magiclink_benches::{SECRET, User, v2_tokens, v3_tokens};

/// How often the ratios are measured.
const ROUNDS: usize = 500;
/// Some 50 µs of work: long beside a reading of the clock, short beside a time slice.
const BATCH: u32 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let mut plain = plain_hash();
    let mut others = [
        jwt_decode()?,
        create("v2 create", v2_tokens()?),
        verify("v2 verify", v2_tokens()?)?,
        create("v3 create", v3_tokens()?),
        verify("v3 verify", v3_tokens()?)?,
    ];
    let mut criterion = Criterion::default().configure_from_args();
    for case in [&mut plain].into_iter().chain(&mut others) {
        criterion.bench_function(case.name, |bencher| {
            bencher.iter_custom(|count| (case.time)(count));
        });
    }
    criterion.final_summary();
    // Without this argument cargo only tests that the benchmarks run.
    if env::args().any(|argument| argument == "--bench") {
        print_ratios(&mut plain, &mut others);
    }
    Ok(())
}

/// One kind of work, and how long it takes.
struct Case {
    name: &'static str,
    /// Does the work as often as it is told.
    time: Box<dyn FnMut(u64) -> Duration>,
}

impl Case {
    fn new<T>(name: &'static str, mut work: impl FnMut() -> T + 'static) -> Self {
        let time = move |count| {
            let start = Instant::now();
            for _ in 0..count {
                black_box(work());
            }
            start.elapsed()
        };
        Self {
            name,
            time: Box::new(time),
        }
    }

    fn nanos(&mut self) -> f64 {
        (self.time)(u64::from(BATCH)).as_secs_f64() * 1e9 / f64::from(BATCH)
    }
}

/// The hash that a v2 signature is, without the preparation of the key, from an implementation that
/// uses the vector instructions of the processor.
fn plain_hash() -> Case {
    let (key, text) = ([7; 64], [42; 60]);
    Case::new("plain hash", move || {
        blake2b_simd::Params::new()
            .hash_length(10)
            .key(black_box(&key))
            .personal(b"sesame.tokens_v2")
            .hash(black_box(&text))
    })
}

#[derive(serde::Deserialize, serde::Serialize)]
struct Claims {
    sub: String,
    exp: u64,
}

fn jwt_decode() -> Result<Case, Box<dyn Error>> {
    let claims = Claims {
        sub: "1234567".to_owned(),
        exp: jsonwebtoken::get_current_timestamp() + 24 * 60 * 60,
    };
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let token = jsonwebtoken::encode(&Header::default(), &claims, &key)?;
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let validation = Validation::new(Algorithm::HS256);
    Ok(Case::new("JWT decode", move || {
        jsonwebtoken::decode::<Claims>(black_box(&token), &key, &validation)
            .expect("the token is good for a day")
    }))
}

fn create(name: &'static str, tokens: Tokens<i32>) -> Case {
    let jane = User::jane();
    Case::new(name, move || {
        tokens
            .create(black_box(&jane), &Login)
            .expect("the account has a password")
    })
}

fn verify(name: &'static str, tokens: Tokens<i32>) -> Result<Case, Box<dyn Error>> {
    let jane = User::jane();
    let token = tokens.create(&jane, &Login)?;
    Ok(Case::new(name, move || {
        let verified = tokens
            .decode(black_box(token.expose()), &Login)
            .and_then(|unverified| unverified.verify(black_box(&jane)))
            .expect("the token is new");
        // It borrows, so it cannot be returned.
        black_box(verified);
    }))
}

/// Measures the plain hash before each of the others, again and again, and prints the medians.
fn print_ratios(plain: &mut Case, others: &mut [Case]) {
    let mut pairs = vec![Vec::with_capacity(ROUNDS); others.len()];
    for _ in 0..ROUNDS {
        for (case, pairs) in others.iter_mut().zip(&mut pairs) {
            pairs.push((plain.nanos(), case.nanos()));
        }
    }
    println!("{:12} {:>8} {:>14}", "", "ns", "/ plain hash");
    let nanos = median(pairs.iter().flatten().map(|(plain, _)| *plain));
    println!("{:12} {nanos:8.0} {:14.2}", plain.name, 1.0);
    for (case, pairs) in others.iter().zip(&pairs) {
        let nanos = median(pairs.iter().map(|(_, nanos)| *nanos));
        let ratio = median(pairs.iter().map(|(plain, nanos)| nanos / plain));
        println!("{:12} {nanos:8.0} {ratio:14.2}", case.name);
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
