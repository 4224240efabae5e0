import HubbubDomain
import HubbubHub
import HubbubTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// What an echo does with a peer that does not read.
struct EchoReceiverTests {
  private func say(_ echo: EchoReceiver, _ text: String) {
    echo.receive(ByteBuffer(string: text), isBinary: false)
  }

  @Test func `what waits is sent at the drain, in order and together`() throws {
    let transport = FakeTransport(on: EmbeddedEventLoop())
    let echo = EchoReceiver(over: transport)
    transport.receiver = echo
    say(echo, "a")
    transport.backUp()
    say(echo, "b")
    echo.receive(ByteBuffer(bytes: [1]), isBinary: true)
    #expect(try transport.frames() == [.text("a")])
    transport.drain()
    #expect(transport.written.count == 2)
    #expect(try transport.frames() == [.text("a"), .text("b"), ServerFrame(.binary, [1])])
    transport.drain()
    #expect(transport.written.count == 2)
    #expect(transport.unwantedWrites == 0)
  }

  @Test func `more than 1 MiB and a message waiting closes with 4008`() {
    let transport = FakeTransport(on: EmbeddedEventLoop())
    let echo = EchoReceiver(over: transport)
    transport.backUp()
    let frame = 1024  // bytes, with its header of 4
    for _ in 0..<Limits.outboxHardBytes / frame {
      say(echo, String(repeating: "x", count: frame - 4))
    }
    say(echo, "one more fits")
    #expect(transport.closed == nil)
    say(echo, "but no other")
    #expect(transport.closed?.code == .slowConsumer)
  }
}
