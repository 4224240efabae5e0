import HubbubDomain
import HubbubHTTP
import HubbubHub
import HubbubTesting
import NIOCore
import Testing

/// What only a real connection shows: where one answer ends and the next begins.
@Suite(.timeLimit(.minutes(10))) struct APIConnectionTests {
  /// Sends all of `requests` at once, and a last one that is answered 200 and
  /// closes; gives everything that comes back.
  private func answers(to requests: [String], of server: RunningServer) async throws -> String {
    let last = "GET /api/config HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n\r\n"
    let connection = try await TestConnection(port: server.port)
    try await connection.send(ByteBuffer(string: requests.joined() + last))
    while await connection.receive() {}
    return String(buffer: connection.bytes)
  }

  private func showFigures(_ settings: inout ServerSettings, _ hub: inout HubConfiguration) {
    settings.http.metricsToken = "figures"
  }

  /// The heads and bodies of what came back.
  private func parts(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = text[...]
    while let end = rest.firstRange(of: "\r\n\r\n") {
      parts.append(rest[..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    return parts + [rest]
  }

  @Test(arguments: [
    ("HEAD", "/api/config", 200), ("HEAD", "/api/me", 401), ("HEAD", "/api/nothing", 404),
    ("HEAD", "/api/login", 405), ("HEAD", "/login", 200), ("HEAD", "/nowhere", 404),
  ])
  func `HEAD sends no body, so the next answer is not taken for one`(
    method: String, path: String, status: Int
  ) async throws {
    try await withServer { server in
      let request = "\(method) \(path) HTTP/1.1\r\nHost: hub.example\r\n\r\n"
      let parts = parts(try await answers(to: [request], of: server))
      #expect(parts.count == 3, "two heads and one body")
      #expect(parts[0].hasPrefix("HTTP/1.1 \(status) "))
      #expect(parts[0].lowercased().contains("x-content-type-options: nosniff"))
      #expect(parts[1].hasPrefix("HTTP/1.1 200 "))
      #expect(parts[2].hasPrefix("{"))
    }
  }

  @Test func `a logout says nothing, not even how long nothing is`() async throws {
    try await withServer { server in
      let token = try await server.signUp("ada")
      let request =
        "POST /api/logout HTTP/1.1\r\nHost: hub.example\r\nAuthorization: Bearer \(token)\r\n\r\n"
      let parts = parts(try await answers(to: [request], of: server))
      #expect(parts.count == 3)
      #expect(parts[0].hasPrefix("HTTP/1.1 204 "))
      #expect(!parts[0].lowercased().contains("content-length"))
      #expect(parts[1].hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test(arguments: [Limits.bodyBytes + 1, 4 * Limits.bodyBytes])
  func `a body that is too large is read to its end, and the connection goes on`(
    count: Int
  ) async throws {
    try await withServer { server in
      let request =
        "POST /api/login HTTP/1.1\r\nHost: hub.example\r\nContent-Length: \(count)\r\n\r\n"
        + String(repeating: " ", count: count)
      let parts = parts(try await answers(to: [request], of: server))
      #expect(parts.count == 3)
      #expect(parts[0].hasPrefix("HTTP/1.1 413 "))
      #expect(parts[1].contains("HTTP/1.1 200 "))
    }
  }

  @Test func `a body in pieces is read like any other`() async throws {
    try await withServer { server in
      let request =
        "POST /api/login HTTP/1.1\r\nHost: hub.example\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "e\r\n{\"username\":\"a\r\n16\r\nda\",\"password\":\"none\"}\r\n0\r\n\r\n"
      let parts = parts(try await answers(to: [request], of: server))
      #expect(parts[0].hasPrefix("HTTP/1.1 401 "))
      #expect(parts[1].contains("invalid_credentials"))
      #expect(parts[1].contains("HTTP/1.1 200 "))
    }
  }

  @Test func `what is no HTTP any more is told so, counted, and its connection closed`()
    async throws
  {
    try await withServer(showFigures) { server in
      let request =
        "POST /api/login HTTP/1.1\r\nHost: hub.example\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "1\r\n{TOO MUCH\r\n0\r\n\r\n"
      let parts = parts(try await answers(to: [request], of: server))
      #expect(parts.count == 2)
      #expect(parts[0].hasPrefix("HTTP/1.1 400 "))
      let stats = try await server.ask("GET", "/api/stats", token: "figures").json
      #expect(stats.http.refusals == ["bad_request": 1])
    }
  }

  @Test func `who hangs up in the middle of a body is no fault of ours`() async throws {
    try await withServer(showFigures) { server in
      for _ in 0..<10 {
        let connection = try await TestConnection(port: server.port)
        try await connection.send(
          ByteBuffer(
            string: "POST /api/login HTTP/1.1\r\nHost: hub.example\r\nContent-Length: 99\r\n\r\n{"))
        try await connection.close()
      }
      var refusals = JSON.null
      while refusals.bad_request != 10 {
        refusals = try await server.ask("GET", "/api/stats", token: "figures").json.http.refusals
      }
      #expect(refusals.unavailable == .null)
    }
  }

  @Test(arguments: [
    ("Sec-WebSocket-Version: 8", 426, "bad_request"),
    ("Sec-WebSocket-Version: 13", 401, "unauthorized"),
    ("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: again", 400, "bad_request"),
    ("X-Long: " + String(repeating: "x", count: Limits.headBytes), 431, "too_large"),
  ])
  func `an upgrade that is refused is counted, whoever refuses it`(
    header: String, status: Int, code: String
  ) async throws {
    try await withServer(showFigures) { server in
      let connection = try await TestConnection(port: server.port)
      try await connection.send(
        ByteBuffer(
          string: "GET /ws HTTP/1.1\r\nHost: hub.example\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + header + "\r\n\r\n"))
      let answer = try await TestAnswer(from: connection)
      #expect(answer.status == status)
      #expect(answer.json.error.code.string == code)
      #expect(answer.header("x-content-type-options") == "nosniff")
      let stats = try await server.ask("GET", "/api/stats", token: "figures").json
      #expect(stats.http.refusals.members == [code: 1])
      #expect(
        stats.http.answers
          == [["count": 1, "method": "GET", "route": "/ws", "status": .integer(Int64(status))]])
    }
  }
}
