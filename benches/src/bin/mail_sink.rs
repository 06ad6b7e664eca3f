//! A mail server that takes every mail, counts it and forgets it, for loads.
//!
//! It prints where it takes mails, and where it tells by HTTP how many it has taken.

use std::{
    error::Error,
    io,
    rc::Rc,
    sync::atomic::{AtomicU64, Ordering},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::{LocalSet, spawn_local},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mails = TcpListener::bind("127.0.0.1:0").await?;
    let count = TcpListener::bind("127.0.0.1:0").await?;
    println!("mails to smtp://{}", mails.local_addr()?);
    println!("listening on http://{}", count.local_addr()?);
    LocalSet::new().run_until(serve(&mails, &count)).await?;
    Ok(())
}

async fn serve(mails: &TcpListener, count: &TcpListener) -> io::Result<()> {
    let taken = Rc::new(AtomicU64::new(0));
    loop {
        tokio::select! {
            accepted = mails.accept() => {
                let (stream, taken) = (accepted?.0, Rc::clone(&taken));
                spawn_local(async move { converse(stream, &taken).await });
            }
            accepted = count.accept() => {
                let (stream, taken) = (accepted?.0, Rc::clone(&taken));
                spawn_local(async move { tell(stream, &taken).await });
            }
        }
    }
}

/// Takes mails from one sender until it leaves.
async fn converse(mut stream: TcpStream, taken: &AtomicU64) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.split();
    let (mut reader, mut line) = (BufReader::new(reader), Vec::new());
    writer.write_all(b"220 sink.example ESMTP\r\n").await?;
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match &*command {
            b"DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                while line != b".\r\n" {
                    line.clear();
                    if reader.read_until(b'\n', &mut line).await? == 0 {
                        return Ok(());
                    }
                }
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            b"EHLO" => b"250-sink.example\r\n250 8BITMIME\r\n",
            b"QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        writer.write_all(answer).await?;
        if &*command == b"QUIT" {
            return Ok(());
        }
    }
}

/// Tells how many mails were taken to whoever asks for whatever page.
async fn tell(mut stream: TcpStream, taken: &AtomicU64) -> io::Result<()> {
    let (reader, mut writer) = stream.split();
    let (mut reader, mut line) = (BufReader::new(reader), String::new());
    while reader.read_line(&mut line).await? > 0 && line.trim_end() != "" {
        line.clear();
    }
    let text = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}\n",
        taken.load(Ordering::Relaxed)
    );
    writer.write_all(text.as_bytes()).await
}
