public import HubbubHub
import NIOCore

/// A WebSocket of a client, to a server in this process.
///
/// It answers nothing by itself, pings neither: a test says what a client does.
public final class TestSocket {
  private let connection: TestConnection

  /// Asks for an upgrade.
  ///
  /// - Throws: the ``TestAnswer`` where it is not 101.
  public init(
    port: Int, path: String = "/ws", headers: [(name: String, value: String)] = []
  ) async throws {
    connection = try await TestConnection(port: port)
    var request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nUpgrade: websocket\r\n"
    request += "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    request += "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    for (name, value) in headers { request += "\(name): \(value)\r\n" }
    try await connection.send(ByteBuffer(string: request + "\r\n"))
    let answer = try await TestAnswer(from: connection)
    guard answer.status == 101 else { throw answer }
  }

  /// Sends a text message.
  public func say(_ text: String) async throws { try await send(.text, Array(text.utf8)) }

  /// Sends a close frame.
  public func sayClose(_ code: UInt16) async throws {
    try await send(.close, [UInt8(code >> 8), UInt8(code & 0xFF)])
  }

  /// Sends one whole frame, masked.
  ///
  /// - Source: RFC 6455 §5.2.
  public func send(_ opcode: Frame.Opcode, _ payload: [UInt8]) async throws {
    let mask: [UInt8] = [0x12, 0x34, 0x56, 0x78]
    var frame = ByteBuffer(integer: 0x80 | opcode.rawValue)
    switch payload.count {
    case ..<126: frame.writeInteger(0x80 | UInt8(payload.count))
    case ..<65_536:
      frame.writeInteger(UInt8(0x80 | 126))
      frame.writeInteger(UInt16(payload.count))
    default:
      frame.writeInteger(UInt8(0x80 | 127))
      frame.writeInteger(UInt64(payload.count))
    }
    frame.writeBytes(mask)
    frame.writeBytes(zip(payload, payload.indices).map { $0 ^ mask[$1 % 4] })
    try await connection.send(frame)
  }

  /// The next frame; nil when the server has closed the connection.
  public func next() async throws -> ServerFrame? {
    while true {
      if let frame = try ServerFrame.next(from: &connection.bytes) { return frame }
      guard await connection.receive() else { return nil }
    }
  }

  /// The next text message as JSON, pings and pongs left out; `null` at the end.
  public func hear() async throws -> JSON {
    while let frame = try await next() {
      if frame.opcode == .text { return frame.json }
      if frame.opcode == .close { return .null }
    }
    return .null
  }

  /// The close frame, whatever comes before it; nil where the end came without.
  public func closing() async throws -> ServerFrame? {
    while let frame = try await next() {
      if frame.opcode == .close { return frame }
    }
    return nil
  }

  /// Hangs up without a word.
  public func cut() async throws { try await connection.close() }

  /// Closes the half on which it sends, without a word.
  public func hangUpHalf() async throws { try await connection.closeHalf() }

  /// From now on takes nothing from the kernel.
  public func stopReading() async throws { try await connection.stopReading() }

  /// Takes from the kernel again.
  public func goOnReading() async throws { try await connection.goOnReading() }
}

extension RunningServer {
  /// Opens a socket with a token.
  public func socket(token: String) async throws -> TestSocket {
    try await TestSocket(port: port, headers: [("Authorization", "Bearer \(token)")])
  }
}
