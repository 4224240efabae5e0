import Glibc
import HubbubDomain
import HubbubMedia
import NIOCore
import NIOHTTP1

/// Sends pieces of open files past the HTTP encoder: from the page cache to the socket,
/// without a copy in this program.
///
/// The head of the answer says how many bytes follow, so that the encoder would pass them
/// on as they are.
///
/// - Bounds: ``Limits/servedPiece`` bytes at a time; the next waits until these are gone.
/// - Source: DECISIONS.md, "Files go from the page cache to the socket".
struct FileSender {
  let channel: any Channel

  /// Sends a range of a file, behind what was written before.
  ///
  /// - Throws: what reading it fails with; what the connection ends with.
  func send(_ range: Range<Int64>, of file: OpenMedia) async throws {
    let isLong = range.count > Limits.servedPiece
    if isLong { try await keepTogether(true) }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let piece = offset..<min(offset + Int64(Limits.servedPiece), range.upperBound)
      try await file.prepare(piece)
      try await write(file.region(piece))
      offset = piece.upperBound
    }
    if isLong { try await keepTogether(false) }
  }

  /// Lets only full segments leave, or what there is again: each piece ended with a small one.
  ///
  /// - Source: tcp(7), `TCP_CORK`.
  private func keepTogether(_ holds: Bool) async throws {
    try await channel.setOption(.tcpOption(.cork), value: holds ? 1 : 0).get()
  }

  private func write(_ region: FileRegion) async throws {
    try await channel.eventLoop.flatSubmit { [channel] in
      let written = channel.eventLoop.makePromise(of: Void.self)
      do {
        let encoder = try channel.pipeline.syncOperations.context(
          handlerType: HTTPResponseEncoder.self)
        encoder.writeAndFlush(NIOAny(IOData.fileRegion(region)), promise: written)
      } catch { written.fail(error) }
      return written.futureResult
    }.get()
  }
}

extension NIOBSDSocket.Option {
  fileprivate static let cork = NIOBSDSocket.Option(rawValue: TCP_CORK)
}
