import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubTesting
import NIOCore
import Synchronization
import Testing

@testable import HubbubHTTP

/// Sockets and HTTP on one port, over real connections.
@Suite(.timeLimit(.minutes(10))) struct SocketServerTests {
  @Test func `a socket echoes, and HTTP answers on the same port`() async throws {
    try await GateServer.run { server in
      let socket = try await server.socket("/ws/echo")
      try await socket.say("hello")
      #expect(try await socket.next()?.text == "hello")
      let connection = try await server.connect()
      // Twice on one connection: it is kept alive.
      for _ in 0..<2 {
        try await connection.send(ByteBuffer(string: "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"))
        let answer = try await TestAnswer(from: connection)
        #expect(answer.status == 200 && answer.text == "hello")
      }
      try await socket.say("still here")
      #expect(try await socket.next()?.text == "still here")
    }
  }

  @Test func `requests that come in one piece are answered in order`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      let post = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      let get = "GET /ws HTTP/1.1\r\nHost: a\r\n\r\n"
      try await connection.send(ByteBuffer(string: get + post + get))
      #expect(try await TestAnswer(from: connection).status == 426)
      #expect(try await TestAnswer(from: connection).text == "abc")
      #expect(try await TestAnswer(from: connection).status == 426)
    }
  }

  @Test func `a refused upgrade is told why and when to come back, and the connection ends`()
    async throws
  {
    let refusal = Refusal(.unavailable, "The server is full.", retryAfter: .seconds(2))
    let admit: Admit = { $1(.refused(.serviceUnavailable, refusal)) }
    try await GateServer.run(admit: admit) { server in
      let connection = try await server.connect()
      try await connection.send(UpgradeWords().bytes)
      let answer = try await TestAnswer(from: connection)
      #expect(answer.status == 503)
      #expect(answer.header("retry-after") == "2")
      #expect(answer.json.error.code == "unavailable")
      #expect(await !connection.receive())
    }
  }

  @Test func `frames sent with the request, before the answer, are not lost`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      var bytes = UpgradeWords(target: "/ws/echo").bytes
      bytes.writeBytes([ClientFrame.text("one"), .ping([7]), .text("two")].bytes)
      try await connection.send(bytes)
      #expect(try await TestAnswer(from: connection).status == 101)
      var frames: [ServerFrame] = []
      while frames.count < 3 {
        while let frame = try ServerFrame.next(from: &connection.bytes) { frames.append(frame) }
        guard frames.count < 3, await connection.receive() else { break }
      }
      #expect(frames == [.text("one"), ServerFrame(.pong, [7]), .text("two")])
    }
  }

  @Test func `a client of the wrong version is told the right one`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      try await connection.send(UpgradeWords().with("Sec-WebSocket-Version", "8").bytes)
      let answer = try await TestAnswer(from: connection)
      #expect(answer.status == 426)
      #expect(answer.header("sec-websocket-version") == "13")
      #expect(await !connection.receive())
    }
  }

  @Test func `each side's close ends the connection`() async throws {
    try await GateServer.run { server in
      let socket = try await server.socket()
      try await socket.sayClose(3000)
      #expect(try await socket.next() == .close(3000))
      #expect(try await socket.next() == nil)
    }
  }

  @Test func `a fault is told, even to a peer that goes on sending`() async throws {
    try await GateServer.run { server in
      let connection = try await server.connect()
      try await connection.send(UpgradeWords().bytes)
      #expect(try await TestAnswer(from: connection).status == 101)
      var bytes = ByteBuffer(ClientFrame(opcode: 3, payload: []))
      bytes.writeRepeatingByte(0xFF, count: 100_000)
      try await connection.send(bytes)
      while await connection.receive() {}
      #expect(try ServerFrame.all(in: connection.bytes) == [.close(1002, "reserved opcode")])
    }
  }

  // MARK: - A peer that does not read

  /// Admits sockets that flood their peer; what they tell comes out of the streams.
  private struct Flood {
    static let frames = 4000
    static let bytes = 4000
    let backedUp: AsyncStream<Int>
    let gone: AsyncStream<UInt16?>
    let admit: Admit

    init() {
      let (backedUp, full) = AsyncStream.makeStream(of: Int.self)
      let (gone, end) = AsyncStream.makeStream(of: UInt16?.self)
      (self.backedUp, self.gone) = (backedUp, gone)
      admit = { _, answer in
        answer(
          .socket { transport, _ in
            FloodReceiver(
              over: transport, frames: Self.frames, of: Self.bytes, backedUp: full, gone: end)
          })
      }
    }

    /// Waits until the socket has no more room; returns how many frames it wrote.
    func waitUntilBackedUp() async -> Int { await backedUp.first { _ in true } ?? 0 }
  }

  @Test func `a peer that stops and goes on reading gets every frame, in order`() async throws {
    let flood = Flood()
    try await GateServer.run(admit: flood.admit) { server in
      let socket = try await server.socket()
      try await socket.stopReading()
      try await socket.say("go")
      #expect(await flood.waitUntilBackedUp() < Flood.frames)
      try await socket.goOnReading()
      for number in 0..<Flood.frames {
        let frame = try #require(try await socket.next())
        #expect(frame.text.utf8.count == Flood.bytes + "\(number) ".utf8.count)
        guard frame.text.hasPrefix("\(number) ") else {
          Issue.record("after \(number - 1) came \(frame.text.prefix(10))")
          break
        }
      }
    }
  }

  @Test func `a peer that is reset while much waits for it is gone at once`() async throws {
    let flood = Flood()
    try await GateServer.run(admit: flood.admit) { server in
      let socket = try await server.socket()
      try await socket.stopReading()
      try await socket.say("go")
      _ = await flood.waitUntilBackedUp()
      try await socket.cut()
      #expect(await flood.gone.first { _ in true } == .some(nil))
    }
  }

  @Test func `a peer that closes its half without a word is gone`() async throws {
    let flood = Flood()
    try await GateServer.run(admit: flood.admit) { server in
      let socket = try await server.socket()
      try await socket.hangUpHalf()
      #expect(await flood.gone.first { _ in true } == .some(nil))
      #expect(try await socket.next() == nil)
    }
  }
}
