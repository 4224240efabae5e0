import NIOCore

/// The paths where sockets are: `/ws`, and `/ws/echo` for trying the frame handling alone.
enum SocketPath {
  static let live = "/ws"
  static let echo = "/ws/echo"

  /// Whether a connection's first bytes may become a GET of one of them.
  static func mayBegin(_ bytes: ByteBuffer) -> Bool {
    let view = bytes.readableBytesView
    return firstLines.contains { line in
      zip(view, line).allSatisfy { $0 == $1 }
    }
  }

  private static let firstLines = [live, echo].flatMap { path in
    ["GET \(path) ", "GET \(path)?"].map { Array($0.utf8) }
  }
}
