import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

/// What HTTP on our own listener keeps of HTTP's promises, over real connections.
@Suite(.timeLimit(.minutes(10))) struct ListenerTests {
  private static func get(_ path: String) -> ByteBuffer {
    ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
  }

  @Test func `an answer is dated`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      try await connection.send(Self.get("/hello"))
      let date = try #require(try await TestAnswer(from: connection).header("date"))
      #expect(date.hasSuffix(" GMT") && date.utf8.count == 29)
    }
  }

  @Test func `a route that fails is answered with 500, and the connection goes on`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      try await connection.send(Self.get("/broken"))
      #expect(try await TestAnswer(from: connection).status == 500)
      try await connection.send(Self.get("/hello"))
      #expect(try await TestAnswer(from: connection).text == "hello")
    }
  }

  @Test func `a connection that asks nothing more is closed after its time`() async throws {
    try await GateServer.run(idleTimeout: .milliseconds(500)) { server in
      let connection = try await server.connect()
      try await connection.send(Self.get("/hello"))
      #expect(try await TestAnswer(from: connection).status == 200)
      #expect(await !connection.receive())
    }
  }

  @Test func `what was asked before the end is answered, and nobody else comes in`() async throws {
    try await GateServer.run { server in
      let (asking, idle) = (try await server.connect(), try await server.connect())
      try await idle.send(Self.get("/hello"))
      #expect(try await TestAnswer(from: idle).status == 200)
      try await asking.send(Self.get("/slow"))
      try await server.untilAsked()
      await server.shutDown()
      #expect(await !idle.receive())
      await #expect(throws: (any Error).self) { try await server.connect() }
      server.letGo()
      #expect(try await TestAnswer(from: asking).text == "at last")
      #expect(await !asking.receive())
    }
  }
}
