import HubbubDomain
import HubbubTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// What a connection's first bytes make of it.
@Suite(.timeLimit(.minutes(10))) struct UpgradeGateTests {
  // MARK: - HTTP

  @Test(arguments: [
    "POST /ws HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /wsx HTTP/1.1\r\n\r\n",
    "GET /ws/echoes HTTP/1.1\r\n\r\n", "get /ws HTTP/1.1\r\n\r\n", "GET  /ws HTTP/1.1\r\n\r\n",
    "GET /w HTTP/1.1\r\n\r\nGET /ws HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}", "PRI * HTTP/2.0\r\n",
  ])
  func `what is no GET of a socket goes to HTTP, every byte of it`(text: String) async throws {
    try await withGate { gate in
      try await gate.peerSends(text)
      _ = try await gate.outcome.get()
      try await gate.peerSends("more")
      #expect(try await gate.cameToHTTP() == text + "more")
      #expect(try await gate.answered() == "")
    }
  }

  @Test func `HTTP gets the same however the bytes are cut`() async throws {
    let text = "GET /wsx HTTP/1.1\r\nHost: a\r\n\r\nbody"
    for cut in 1..<text.utf8.count {
      try await withGate { gate in
        try await gate.peerSends(String(text.prefix(cut)))
        // "GET /ws" may still become ours, "GET /wsx" may not.
        #expect(try await gate.cameToHTTP() == (cut < 8 ? "" : String(text.prefix(cut))))
        try await gate.peerSends(String(text.dropFirst(cut)))
        let rest = try await gate.cameToHTTP()
        #expect(rest == (cut < 8 ? text : String(text.dropFirst(cut))))
      }
    }
  }

  @Test(arguments: [
    UpgradeWords().with("Upgrade").text, UpgradeWords(target: "/ws?x=1").with("Connection").text,
    "GET /ws HTTP/1.0\r\n\r\n", "GET /ws HTTP/1.1\r\nbroken\r\n\r\n",
  ])
  func `a GET of a socket that is no upgrade goes to HTTP, with what follows`(
    text: String
  ) async throws {
    try await withGate { gate in
      for byte in text { try await gate.peerSends(String(byte)) }
      #expect(try await gate.cameToHTTP() == text)
      try await gate.peerSends(text)
      #expect(try await gate.cameToHTTP() == text)
    }
  }

  // MARK: - Bad upgrades

  @Test(arguments: [
    (UpgradeWords().with("Sec-WebSocket-Version", "8"), "426 Upgrade Required", "bad_request"),
    (UpgradeWords().with("Sec-WebSocket-Key", "short"), "400 Bad Request", "bad_request"),
    (UpgradeWords().with("Host"), "400 Bad Request", "bad_request"),
    (
      UpgradeWords().padded(toBytes: Limits.headBytes + 1), "431 Request Header Fields Too Large",
      "too_large"
    ),
  ])
  func `a bad upgrade is answered, our half closes, and what follows is dropped`(
    words: UpgradeWords, status: String, code: String
  ) async throws {
    try await withGate { gate in
      try await gate.peerSends(words.bytes)
      let answer = try await gate.answered()
      #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"))
      #expect(answer.contains("\r\nConnection: "))
      let body = try JSON(String(answer.split(separator: "\r\n\r\n")[1]))
      #expect(body.error.code.string == code)
      #expect(body.error.message.string?.hasSuffix(".") == true)
      #expect(answer.contains("\r\nSec-WebSocket-Version: 13\r\n") == status.hasPrefix("426"))
      #expect(try await gate.kernel { $0.isOutputClosed })
      await #expect(throws: UpgradeGate.Failure.refused) { try await gate.outcome.get() }
      try await gate.peerSends("GET /ws HTTP/1.1\r\n\r\n")
      #expect(try await gate.answered() == "")
      #expect(gate.channel.isActive)
      await gate.loop.advanceTime(by: TimeAmount(Limits.headTimeout))
      #expect(!gate.channel.isActive)
    }
  }

  @Test func `a head of 16 KiB is taken`() async throws {
    try await withGate { gate in
      let words = UpgradeWords().padded(toBytes: Limits.headBytes)
      #expect(words.bytes.readableBytes == 16 * 1024)
      try await gate.peerSends(words.bytes)
      #expect(await gate.question()?.header("x-padding")?.isEmpty == false)
    }
  }

  @Test func `a head without an end is refused past 16 KiB`() async throws {
    try await withGate { gate in
      let start = UpgradeWords().text.dropLast(4) + "x"
      try await gate.peerSends(
        start + String(repeating: "x", count: Limits.headBytes - start.utf8.count))
      #expect(try await gate.answered() == "")
      try await gate.peerSends("x")
      #expect(try await gate.answered().hasPrefix("HTTP/1.1 431 "))
    }
  }

  // MARK: - Time

  @Test func `a head that is not in after 10 seconds ends the connection`() async throws {
    try await withGate { gate in
      let head = UpgradeWords().text
      for character in head.prefix(10) {
        try await gate.peerSends(String(character))
        await gate.loop.advanceTime(by: .milliseconds(999))
      }
      #expect(gate.channel.isActive)
      await gate.loop.advanceTime(by: .milliseconds(10))
      #expect(!gate.channel.isActive)
      await #expect(throws: UpgradeGate.Failure.tooSlow) { try await gate.outcome.get() }
    }
  }

  @Test func `who connects and says nothing is let go after 10 seconds`() async throws {
    try await withGate { gate in
      await gate.loop.advanceTime(by: TimeAmount(Limits.headTimeout) - .nanoseconds(1))
      #expect(gate.channel.isActive)
      await gate.loop.advanceTime(by: .nanoseconds(1))
      #expect(!gate.channel.isActive)
    }
  }

  @Test func `a connection of HTTP is not ours to time`() async throws {
    try await withGate { gate in
      try await gate.peerSends("GET / HTTP/1.1\r\n\r\n")
      await gate.loop.advanceTime(by: .hours(1))
      #expect(gate.channel.isActive)
    }
  }

  // MARK: - An early end

  @Test func `who hangs up before the head is in leaves nothing behind`() async throws {
    try await withGate { gate in
      try await gate.peerSends("GET /ws HT")
      try await gate.channel.close()
      await #expect(throws: UpgradeGate.Failure.closed) { try await gate.outcome.get() }
    }
  }

  @Test func `a connection without a request goes when the server goes`() async throws {
    try await withGate { gate in
      try await gate.loop.executeInContext { [channel = gate.channel] in
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
      }
      #expect(!gate.channel.isActive)
    }
  }

  @Test func `an error of the channel ends the connection`() async throws {
    try await withGate { gate in
      try await gate.loop.executeInContext { [channel = gate.channel] in
        channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "reset"))
      }
      await #expect(throws: IOError.self) { try await gate.outcome.get() }
      #expect(!gate.channel.isActive)
    }
  }
}
