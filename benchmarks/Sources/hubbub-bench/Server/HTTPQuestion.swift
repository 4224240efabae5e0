import FoundationEssentials
import Glibc

/// One request over HTTP/1.1 on a connection of its own, waited for.
struct HTTPQuestion {
  var method = "GET"
  let path: String
  let token: String
  var body: String?

  struct Answer {
    let status: Int
    let body: Data
  }

  /// - Throws: ``Problem`` when there is no answer within ``Limits/answerSeconds``.
  func ask(host: String, port: Int) throws -> Answer {
    let socket = try Self.connect(host: host, port: port)
    defer { close(socket) }
    try Self.send(text(host: host, port: port), to: socket)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = recv(socket, &piece, piece.count, 0)
      guard count >= 0 else { throw Problem.system("no answer to \(method) \(path)") }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return try answer(in: bytes)
  }

  private func text(host: String, port: Int) -> String {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\nConnection: close\r\n"
    text += "Authorization: Bearer \(token)\r\n"
    guard let body else { return text + "\r\n" }
    text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    return text + "\r\n" + body
  }

  /// The connection was closed behind the body, so its end is known.
  private func answer(in bytes: [UInt8]) throws -> Answer {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else {
      throw Problem("the answer to \(method) \(path) is no HTTP")
    }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    let status = head.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
    let isChunked = head.lowercased().contains("transfer-encoding: chunked")
    let body = isChunked ? Chunks.joined(bytes[end...]) : Array(bytes[end...])
    return Answer(status: status ?? 0, body: Data(body))
  }

  private static func connect(host: String, port: Int) throws -> CInt {
    let connection = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard connection >= 0 else { throw Problem.system("cannot make a socket") }
    var patience = timeval(tv_sec: Int(Limits.answerSeconds), tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(
        connection, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(connection)
      throw Problem.system("cannot connect to \(host):\(port)")
    }
    return connection
  }

  private static func send(_ text: String, to socket: CInt) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, 0) }
      guard sent > 0 else { throw Problem.system("cannot send a request") }
      rest = rest.dropFirst(sent)
    }
  }
}
