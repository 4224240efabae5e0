import HubbubHTTP
import HubbubHub
import HubbubTesting
import NIOCore
import Testing

/// Who may open a socket.
@Suite(.timeLimit(.minutes(10))) struct ProgramAdmissionTests {
  private typealias Headers = [(name: String, value: String)]

  /// What an upgrade without a right to it is answered.
  private func refusal(
    _ server: RunningServer, at path: String = "/ws", _ headers: Headers
  ) async throws -> TestAnswer {
    let answer = await #expect(throws: TestAnswer.self) {
      _ = try await TestSocket(port: server.port, path: path, headers: headers)
    }
    return try #require(answer)
  }

  @Test func `without a login there is no socket`() async throws {
    try await withServer { server in
      let token = String(repeating: "a", count: 43)
      for headers: Headers in [
        [], [("Authorization", "Bearer \(token)")], [("Authorization", "Bearer short")],
        [("Origin", "http://evil.example")],
        [("Cookie", "hubbub_session=\(token)"), ("Origin", "http://127.0.0.1:\(server.port)")],
      ] {
        let answer = try await refusal(server, headers)
        #expect(answer.status == 401)
        #expect(answer.json.error.code == "unauthorized")
      }
    }
  }

  @Test func `a cookie opens a socket only from our own pages`() async throws {
    try await withServer { server in
      let cookie = "hubbub_session=\(try await server.signUp("anna"))"
      for origin in [
        nil, "null", "http://evil.example", "http://127.0.0.1", "https://127.0.0.1:\(server.port)",
        "http://127.0.0.1:\(server.port).evil.example",
      ] {
        let origin = origin.map { [(name: "Origin", value: $0)] } ?? []
        let answer = try await refusal(server, [("Cookie", cookie)] + origin)
        #expect(answer.status == 403)
        #expect(answer.json.error.code == "bad_origin")
      }
    }
  }

  @Test func `a cookie from our own page and a bearer from anywhere open a socket`()
    async throws
  {
    try await withServer { server in
      let token = try await server.signUp("anna")
      for headers: Headers in [
        [("Cookie", "hubbub_session=\(token)"), ("Origin", "http://127.0.0.1:\(server.port)")],
        [("Authorization", "Bearer \(token)")],
        [("Authorization", "Bearer \(token)"), ("Origin", "http://elsewhere.example")],
      ] {
        let socket = try await TestSocket(port: server.port, headers: headers)
        let hello = try await socket.hear()
        #expect(hello.event == "hello")
        #expect(hello.data.user.username == "anna")
      }
    }
  }

  @Test func `one socket more than there are places is told to come back`() async throws {
    try await withServer { _, hub in
      hub.sockets = 2
    } _: { server in
      let token = try await server.signUp("anna")
      var sockets: [TestSocket] = []
      for _ in 0..<2 {
        sockets.append(try await server.socket(token: token))
        #expect(try await sockets.last?.hear().event == "hello")
      }
      let answer = try await refusal(server, [("Authorization", "Bearer \(token)")])
      #expect(answer.status == 503)
      #expect(answer.header("retry-after") != nil)
      for socket in sockets { try await socket.cut() }
    }
  }

  @Test func `there is no echo unless it was asked for`() async throws {
    try await withServer { server in
      let answer = try await refusal(server, at: "/ws/echo", [])
      #expect(answer.status == 404)
    }
  }

  @Test func `the echo sends every message back, without a login`() async throws {
    try await withServer { settings, _ in
      settings.hasDevEcho = true
    } _: { server in
      let socket = try await TestSocket(port: server.port, path: "/ws/echo")
      try await socket.say("hello")
      #expect(try await socket.next()?.text == "hello")
      try await socket.send(.binary, [1, 2, 3])
      #expect(try await socket.next()?.payload == ByteBuffer(bytes: [1, 2, 3]))
      try await socket.sayClose(1000)
      #expect(try await socket.closing()?.closeCode == 1000)
    }
  }

  @Test func `an echo that is open is told at the end when to come back`() async throws {
    let server = try await RunningServer.start { settings, _ in settings.hasDevEcho = true }
    let socket = try await TestSocket(port: server.port, path: "/ws/echo")
    async let stopped: Void = server.stop()
    let close = try #require(try await socket.closing())
    #expect(close.closeCode == 4001)
    try await socket.sayClose(4001)
    try await stopped
  }
}
