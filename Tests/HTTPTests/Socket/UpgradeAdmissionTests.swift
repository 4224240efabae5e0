import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// From a good request to a socket, or to a "no".
@Suite(.timeLimit(.minutes(10))) struct UpgradeAdmissionTests {
  private static let switching =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

  @Test func `the question tells who asks, and for what`() async throws {
    try await withGate { gate in
      let words = UpgradeWords(target: "/ws/echo?a=1&b=?").with("Origin", "http://a.example")
      try await gate.peerSends(words.bytes)
      let question = try #require(await gate.question())
      #expect(question.path == "/ws/echo")
      #expect(question.query == "a=1&b=?")
      #expect(question.remoteAddress == "127.0.0.1")
      #expect(question.origin == "http://a.example")
    }
  }

  @Test(arguments: [("/ws", nil), ("/ws?", nil), ("/ws?x", "x")])
  func `the query is what follows the question mark`(target: String, query: String?) async throws {
    try await withGate { gate in
      try await gate.peerSends(UpgradeWords(target: target).bytes)
      let question = try #require(await gate.question())
      #expect(question.path == "/ws")
      #expect(question.query == query)
    }
  }

  @Test func `an upgrade is answered with 101, and the socket lives`() async throws {
    try await withGate { gate in
      try await gate.peerSends(UpgradeWords().bytes)
      gate.decide(.echo)
      #expect(try await gate.answer() == Self.switching)
      try await gate.peerSends(ByteBuffer(.text("hello")))
      let frame = try await gate.channel.waitForOutboundWrite(as: ByteBuffer.self)
      #expect(try ServerFrame.all(in: frame) == [.text("hello")])
      await gate.loop.advanceTime(by: .hours(1))
      #expect(gate.channel.isActive)
      guard case .socket = try await gate.outcome.get() else {
        Issue.record("it became HTTP")
        return
      }
    }
  }

  @Test func `frames that come right behind the head are not lost`() async throws {
    try await withGate { gate in
      var bytes = UpgradeWords().bytes
      bytes.writeBytes([ClientFrame.text("one"), .text("two")].bytes)
      let cut = bytes.readableBytes - 3
      try await gate.peerSends(try #require(bytes.readSlice(length: cut)))
      try await gate.peerSends(bytes)
      gate.decide(.echo)
      #expect(try await gate.answer() == Self.switching)
      var frames: [ServerFrame] = []
      while frames.count < 2 {
        let more = try await gate.channel.waitForOutboundWrite(as: ByteBuffer.self)
        frames += try ServerFrame.all(in: more)
      }
      #expect(frames == [.text("one"), .text("two")])
    }
  }

  @Test func `while it is decided the peer is not read, and then it is`() async throws {
    try await withGate { gate in
      func read() async throws -> Int {
        try await gate.loop.executeInContext { [channel = gate.channel] in channel.pipeline.read() }
        return try await gate.kernel { $0.reads }
      }
      let before = try await read()
      try await gate.peerSends(UpgradeWords().bytes)
      _ = await gate.question()
      #expect(try await read() == before)
      #expect(try await read() == before)
      gate.decide(.echo)
      _ = try await gate.answer()
      #expect(try await gate.kernel { $0.reads } == before + 1)
      #expect(try await read() == before + 2)
    }
  }

  @Test func `who sends more than a start while it is decided is cut off`() async throws {
    for (count, isActive) in [(Limits.startBytes, true), (Limits.startBytes + 1, false)] {
      try await withGate { gate in
        try await gate.peerSends(UpgradeWords().bytes)
        _ = await gate.question()
        try await gate.peerSends(ByteBuffer(repeating: 0x81, count: count))
        #expect(gate.channel.isActive == isActive)
      }
    }
  }

  @Test func `who leaves while it is decided gets no socket`() async throws {
    try await withGate { gate in
      try await gate.peerSends(UpgradeWords().bytes)
      _ = await gate.question()
      try await gate.channel.close()
      await #expect(throws: UpgradeGate.Failure.closed) { try await gate.outcome.get() }
      let (made, making) = AsyncStream.makeStream(of: Bool.self)
      gate.decide(
        .socket { transport, _ in
          making.yield(true)
          return EchoReceiver(over: transport)
        })
      await gate.acted()
      making.finish()
      #expect(await made.first { _ in true } == nil)
    }
  }

  @Test func `a connection that cannot be made HTTP ends, and that is told`() async throws {
    try await withGate(hasHTTP: false) { gate in
      try await gate.peerSends("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      await #expect(throws: GateBench.NoHTTP.self) { try await gate.outcome.get() }
      await gate.loop.run()
      #expect(!gate.channel.isActive)
    }
  }

  @Test func `a refusal is JSON with its status, and when to come back`() async throws {
    try await withGate { gate in
      try await gate.peerSends(UpgradeWords().bytes)
      let refusal = Refusal(
        .unavailable, "Full \"house\".", retryAfter: .milliseconds(1001))
      gate.decide(.refused(.serviceUnavailable, refusal))
      let answer = try await gate.answer()
      let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
      #expect(parts[0].hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
      #expect(parts[0].contains("\r\nRetry-After: 2\r\n"))
      #expect(parts[0].contains("\r\nContent-Length: \(parts[1].utf8.count)\r\n"))
      #expect(parts[0].contains("\r\nX-Content-Type-Options: nosniff\r\n"))
      #expect(parts[0].contains("\r\nCache-Control: no-store\r\n"))
      #expect(parts[0].hasSuffix("\r\nConnection: close"))
      #expect(
        try JSON(String(parts[1])) == [
          "error": ["code": "unavailable", "message": "Full \"house\"."]
        ])
      #expect(try await gate.kernel { $0.isOutputClosed })
      await gate.loop.advanceTime(by: TimeAmount(Limits.headTimeout))
      #expect(!gate.channel.isActive)
    }
  }
}
