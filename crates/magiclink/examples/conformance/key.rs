//! The nine primary keys, as they stand in a file.

use magiclink::primary_key::PrimaryKey;
use uuid::Uuid;

/// A primary key that can be read from a file.
pub(crate) trait Key: PrimaryKey + Clone {
    /// Reads the key; bytes stand as hexadecimal digits.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! parsed {
    ($($key:ty),+) => {$(
        impl Key for $key {
            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )+};
}

parsed!(i16, u16, i32, u32, i64, u64, Uuid, String);

impl Key for Vec<u8> {
    fn read(text: &str) -> Option<Self> {
        (0..text.len())
            .step_by(2)
            .map(|start| u8::from_str_radix(text.get(start..start + 2)?, 16).ok())
            .collect()
    }
}

/// Calls a function that is generic over the key with the type that a file names.
#[macro_export]
macro_rules! with_key {
    ($name:expr, $function:ident($($argument:expr),*)) => {
        match $name {
            "i16" | "short" => $function::<i16>($($argument),*),
            "u16" | "ushort" => $function::<u16>($($argument),*),
            "i32" | "long" => $function::<i32>($($argument),*),
            "u32" | "ulong" => $function::<u32>($($argument),*),
            "i64" | "longlong" => $function::<i64>($($argument),*),
            "u64" | "ulonglong" => $function::<u64>($($argument),*),
            "uuid" => $function::<uuid::Uuid>($($argument),*),
            "bytes" => $function::<Vec<u8>>($($argument),*),
            "str" => $function::<String>($($argument),*),
            other => Err(format!("unknown key type {other}").into()),
        }
    };
}
