//! A token that was changed in any way opens nothing.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::{
    genuine::{Target, targets},
    mutation::mutate,
    random::{Random, seed},
};

const TEXTS: usize = 1_000_000;
const THREADS: usize = 2;

#[test]
fn of_a_million_changed_tokens_none_opens_what_it_was_not_made_for() {
    let (seed, targets) = (seed(), targets());
    let opened = AtomicUsize::new(0);
    thread::scope(|scope| {
        for number in 0..THREADS {
            let random = Random::new(&seed, &format!("mutated {number}"));
            let (targets, opened) = (&targets, &opened);
            scope.spawn(move || {
                opened.fetch_add(attack(targets, random), Ordering::Relaxed);
            });
        }
    });
    // Some changes lead back to a genuine token; without any of them nothing would have been tested.
    let opened = opened.into_inner();
    assert!(opened > 0 && opened < TEXTS / 20, "{opened} texts opened");
}

/// Tries changed tokens at the doors, and returns how many opened one, all of them genuine.
fn attack(targets: &[Box<dyn Target>], mut random: Random) -> usize {
    let tokens: Vec<Vec<String>> = targets.iter().map(|target| target.tokens()).collect();
    let mut opened = 0;
    for _ in 0..TEXTS / THREADS {
        let number = random.below(targets.len());
        // Most often tokens stay where they come from.
        let from = match random.below(8) {
            0 => random.below(targets.len()),
            _ => number,
        };
        let (token, other) = (random.pick(&tokens[from]), random.pick(&tokens[from]));
        let text = mutate(token, other, &mut random);
        let target = &targets[number];
        let door = random.below(target.doors());
        let is_open = target.opens(&text, door);
        assert_eq!(
            is_open,
            target.has_made(&text, door),
            "{text:?}, made of {token} and {other}, at door {door} of target {number}"
        );
        opened += usize::from(is_open);
    }
    opened
}
