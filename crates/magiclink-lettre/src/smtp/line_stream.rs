//! A connection that is read line by line.

use std::{
    fmt::Debug,
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, BufReader, ReadBuf};

/// More than any server says in one conversation, its certificates included.
const MOST: usize = 128 * 1024;
/// What a line counts beside its bytes: lettre reads an answer anew with each further line of it, so
/// many short ones keep a processor busy.
const LINE: usize = 256;

/// Gives what the server sends at most one line at a time, and not without end.
///
/// lettre keeps what it has read beyond the answer to STARTTLS and takes it for the answer to the
/// first command under TLS, though anyone on the way may have written it. Here it is never read
/// beyond a line, so whatever follows is left to TLS, which refuses it.
#[derive(Debug)]
pub(super) struct LineStream<S> {
    stream: BufReader<S>,
    peer: SocketAddr,
    left: usize,
}

impl<S: AsyncRead> LineStream<S> {
    pub(super) fn new(stream: S, peer: SocketAddr) -> Self {
        Self {
            stream: BufReader::new(stream),
            peer,
            left: MOST,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for LineStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let bytes = ready!(Pin::new(&mut this.stream).poll_fill_buf(context))?;
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let line = end.map_or(bytes.len(), |end| end + 1);
        let count = line.min(buffer.remaining());
        let cost = count + end.map_or(0, |_| LINE);
        let Some(left) = this.left.checked_sub(cost) else {
            return Poll::Ready(Err(io::Error::other(
                "the mail server does not stop talking",
            )));
        };
        buffer.put_slice(&bytes[..count]);
        this.left = left;
        Pin::new(&mut this.stream).consume(count);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for LineStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl<S> AsyncTokioStream for LineStream<S>
where
    S: AsyncRead + AsyncWrite + Debug + Send + Sync + Unpin,
{
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}
