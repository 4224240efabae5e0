import HubbubDomain
import HubbubTesting
import NIOCore
import NIOPosix
import Testing

@testable import HubbubHTTP

/// Which HTTP connections are ended in the middle of an answer, over real ones.
@Suite(.timeLimit(.minutes(10))) struct CutOffTests {
  private static func post(_ path: String, announcing length: Int) -> ByteBuffer {
    ByteBuffer(
      string: "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n")
  }

  @Test func `who takes nothing of an answer is let go of`() async throws {
    try await GateServer.run(readerPatience: .milliseconds(50)) { server in
      let connection = try await server.connect()
      try await connection.stopReading()
      try await connection.send(ByteBuffer(string: "GET /long HTTP/1.1\r\nHost: a\r\n\r\n"))
      try await server.cuts.until { $0 == [.stalledReader] }
    }
  }

  @Test func `who takes a whole answer is asked for nothing more`() async throws {
    try await GateServer.run(readerPatience: .seconds(5)) { server in
      let connection = try await server.connect()
      try await connection.send(ByteBuffer(string: "GET /long HTTP/1.1\r\nHost: a\r\n\r\n"))
      #expect(try await TestAnswer(from: connection).body.readableBytes == 64 << 20)
      #expect(server.cuts.value.isEmpty)
    }
  }

  @Test func `who takes something between two looks goes on`() {
    var progress = ReaderProgress()
    progress.written = 1_000
    #expect(progress.look(waiting: 900) == .goesOn)
    #expect(progress.look(waiting: 899) == .goesOn)
    progress.written = 2_000
    #expect(progress.look(waiting: 1_899) == .stalled)
    #expect(progress.look(waiting: 0) == .done)
  }

  @Test func `a long body that nobody wants is not read to its end`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      try await connection.send(Self.post("/nowhere", announcing: 2 << 30))
      let answer = try await TestAnswer(from: connection)
      #expect(answer.status == 404)
      #expect(answer.header("connection") == "close")
      #expect(await !connection.receive())
    }
  }

  @Test func `who goes on sending it is cut off`() async throws {
    try await GateServer.run { server in
      let deaf = try await Self.connectDeaf(to: server.port)
      try await deaf.writeAndFlush(Self.post("/nowhere", announcing: 2 << 30))
      let piece = ByteBuffer(repeating: 1, count: Limits.unwantedBody / 4)
      for _ in 0..<64 {
        do { try await deaf.writeAndFlush(piece) } catch { break }
      }
      try await server.cuts.until { !$0.isEmpty }
      #expect(server.cuts.value == [.unwantedBody])
      try? await deaf.close()
    }
  }

  /// A client that hears neither the answer nor that nothing comes behind it.
  private static func connectDeaf(to port: Int) async throws -> any Channel {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.autoRead, value: false)
      .connect(host: "127.0.0.1", port: port).get()
  }

  @Test func `a short body that nobody wants leaves the connection of use`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      try await connection.send(Self.post("/nowhere", announcing: Limits.unwantedBody))
      let answer = try await TestAnswer(from: connection)
      #expect(answer.status == 404)
      #expect(answer.header("connection") == nil)
      try await connection.send(ByteBuffer(repeating: 1, count: Limits.unwantedBody))
      try await connection.send(ByteBuffer(string: "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"))
      #expect(try await TestAnswer(from: connection).text == "hello")
    }
  }

  @Test func `a long body behind another request is that of the next`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      var both = ByteBuffer(string: "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      both.writeImmutableBuffer(Self.post("/nowhere", announcing: 2 << 30))
      try await connection.send(both)
      let first = try await TestAnswer(from: connection)
      #expect(first.text == "hello" && first.header("connection") == nil)
      let second = try await TestAnswer(from: connection)
      #expect(second.status == 404 && second.header("connection") == "close")
    }
  }
}
