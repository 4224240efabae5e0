public import NIOCore

/// What a server answered to a request.
public struct TestAnswer: Error, Sendable {
  public let status: Int
  public let headers: [(name: String, value: String)]
  public let body: ByteBuffer

  /// What is no answer of HTTP/1.1.
  public struct Malformed: Error {
    public let text: String
  }

  public var text: String { String(buffer: body) }
  public var json: JSON { (try? JSON(utf8: body.readableBytesView)) ?? .null }

  /// The first header of that name, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Takes a head and the body that it announces from a connection.
  public init(from connection: TestConnection) async throws {
    var head = try Self.head(of: connection.bytes)
    while head == nil, await connection.receive() { head = try Self.head(of: connection.bytes) }
    guard let head else { throw Malformed(text: String(buffer: connection.bytes)) }
    connection.bytes.moveReaderIndex(forwardBy: head.length)
    (status, headers) = (head.status, head.headers)
    let length = headers.first { $0.name.lowercased() == "content-length" }?.value
    body = try await Self.body(of: connection, length: length.flatMap { Int($0) } ?? 0)
  }

  private typealias Head = (status: Int, headers: [(name: String, value: String)], length: Int)

  private static func head(of bytes: ByteBuffer) throws -> Head? {
    guard let end = bytes.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else {
      return nil
    }
    let text = String(decoding: bytes.readableBytesView[..<end.lowerBound], as: UTF8.self)
    let lines = text.split(separator: "\r\n")
    guard let line = lines.first, line.hasPrefix("HTTP/1.1 "),
      let status = Int(line.dropFirst(9).prefix(3))
    else { throw Malformed(text: text) }
    let headers = try lines.dropFirst().map { line in
      let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw Malformed(text: text) }
      return (name: String(parts[0]), value: String(parts[1]))
    }
    return (status, headers, end.upperBound - bytes.readerIndex)
  }

  private static func body(of connection: TestConnection, length: Int) async throws -> ByteBuffer {
    while connection.bytes.readableBytes < length, await connection.receive() {}
    guard let body = connection.bytes.readSlice(length: length) else {
      throw Malformed(text: "the body is shorter than was announced")
    }
    return body
  }
}

extension RunningServer {
  /// Asks for something over HTTP, on a connection of its own.
  public func ask(
    _ method: String, _ path: String, token: String? = nil,
    headers: [(name: String, value: String)] = [], body: String? = nil
  ) async throws -> TestAnswer {
    let connection = try await TestConnection(port: port)
    var request = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    if let token { request += "Authorization: Bearer \(token)\r\n" }
    for (name, value) in headers { request += "\(name): \(value)\r\n" }
    if let body {
      request += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    try await connection.send(ByteBuffer(string: request + "\r\n" + (body ?? "")))
    return try await TestAnswer(from: connection)
  }

  /// Makes an account over HTTP; returns a token that opens it.
  public func signUp(_ username: String) async throws -> String {
    let body =
      #"{"username":"\#(username)","password":"a long walk in the rain","token":true}"#
    let answer = try await ask("POST", "/api/signup", body: body)
    guard answer.status == 201, let token = answer.json.token.string else { throw answer }
    return token
  }
  /// Writes a public post over HTTP; returns its id.
  public func post(_ text: String, token: String) async throws -> String {
    let body = #"{"text":"\#(text)","audience":"public","key":"\#(text)"}"#
    let answer = try await ask("POST", "/api/posts", token: token, body: body)
    guard answer.status == 201, let id = answer.json.post.id.string else { throw answer }
    return id
  }
}
