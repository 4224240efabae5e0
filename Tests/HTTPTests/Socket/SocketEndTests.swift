import HubbubDomain
import HubbubHub
import HubbubTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// How a socket ends, whoever begins.
struct SocketEndTests {
  private let almost = TimeAmount(Limits.closeTimeout) - .nanoseconds(1)

  // MARK: - The peer begins

  @Test func `a peer's close is answered with its code, and the channel closes`() throws {
    let bench = try SocketBench()
    try bench.peerSays(.text("bye"), .close(1001, Array("gone".utf8)), .text("late"))
    #expect(try bench.frames() == [.close(1001)])
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.text("bye"), .disconnected(1001)])
  }

  @Test func `a close without a code is answered with 1000`() throws {
    let bench = try SocketBench()
    try bench.peerSays(.close([]))
    #expect(try bench.frames() == [.close(1000)])
    #expect(bench.receiver.heard == [.disconnected(nil)])
  }

  @Test func `the answer to a close comes behind what waits, and only then is the end`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    try bench.peerSays(.close(1000))
    #expect(bench.channel.isActive)
    bench.kernel.makeRoom()
    bench.channel.embeddedEventLoop.run()
    #expect(try bench.frames() == [.text("a"), .close(1000)])
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.disconnected(1000)])
  }

  @Test func `a peer that closes and reads nothing is dropped after 5 seconds`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    try bench.peerSays(.close(1000))
    bench.pass(almost)
    #expect(bench.channel.isActive)
    bench.pass(.nanoseconds(1))
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.disconnected(1000)])
  }

  @Test func `a peer that hangs up without a word is gone`() throws {
    let bench = try SocketBench()
    bench.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    bench.channel.embeddedEventLoop.run()
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.disconnected(nil)])
  }

  @Test func `an error of the channel ends the socket`() throws {
    let bench = try SocketBench()
    bench.channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "reset"))
    bench.channel.embeddedEventLoop.run()
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.disconnected(nil)])
  }

  // MARK: - We begin

  @Test func `after our close nothing more is said or heard, but the peer's close`() throws {
    let bench = try SocketBench()
    bench.socket.close(.signedOut, reason: "signed out")
    bench.socket.write(Frame.text("late".utf8))
    bench.socket.ping()
    bench.socket.close(.draining, reason: "again")
    try bench.peerSays(.text("late"), .ping([1]), .pong())
    #expect(try bench.frames() == [.close(4501, "signed out")])
    #expect(bench.receiver.heard == [])
    #expect(bench.channel.isActive)
    try bench.peerSays(.close(4501))
    #expect(try bench.frames() == [])
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.disconnected(4501)])
  }

  @Test func `a peer that does not answer our close is dropped after 5 seconds`() throws {
    let bench = try SocketBench()
    bench.socket.close(.slowConsumer, reason: "")
    bench.pass(almost)
    #expect(bench.channel.isActive)
    bench.pass(.nanoseconds(1))
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.disconnected(4008)])
  }

  @Test func `our close comes behind what waits, and the answer is read meanwhile`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    bench.channel.pipeline.read()
    #expect(bench.kernel.reads == 0)
    bench.socket.close(.slowConsumer, reason: "")
    #expect(bench.kernel.reads == 1)
    bench.channel.pipeline.read()
    #expect(bench.kernel.reads == 2)
    bench.kernel.makeRoom()
    #expect(try bench.frames() == [.text("a"), .close(4008)])
    #expect(bench.receiver.heard == [])
    try bench.peerSays(.close(4008))
    #expect(bench.receiver.heard == [.disconnected(4008)])
  }

  @Test func `a long reason is cut at a character, so that the frame stays whole`() throws {
    let bench = try SocketBench()
    bench.socket.close(.draining, reason: String(repeating: "é", count: 100))
    let frame = try #require(try bench.frames().first)
    #expect(frame.closeReason == String(repeating: "é", count: 61))
  }

  @Test func `a socket that is told to go with the server closes with 4001`() throws {
    let bench = try SocketBench()
    bench.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    #expect(try bench.frames() == [.close(4001)])
  }

  // MARK: - The peer breaks the protocol

  @Test func `a fault is told, our half closes, and what comes is dropped`() throws {
    let bench = try SocketBench()
    try bench.peerSays(.text("ok"), ClientFrame(opcode: 3, payload: []), .text("late"))
    #expect(try bench.frames() == [.close(1002, "reserved opcode")])
    #expect(bench.kernel.isOutputClosed)
    #expect(bench.channel.isActive)
    try bench.peerSends([UInt8](repeating: 0xFF, count: 1000))
    try bench.peerSays(.text("later"), .close(1000))
    bench.socket.write(Frame.text("late".utf8))
    #expect(try bench.frames() == [])
    #expect(bench.receiver.heard == [.text("ok")])
    bench.pass(almost)
    #expect(bench.channel.isActive)
    bench.pass(.nanoseconds(1))
    #expect(!bench.channel.isActive)
    #expect(bench.receiver.heard == [.text("ok"), .disconnected(1002)])
  }

  @Test func `after a fault the end comes as soon as the peer hangs up`() throws {
    let bench = try SocketBench()
    try bench.peerSays(ClientFrame(opcode: 1, payload: [0xFF]))
    #expect(try bench.frames() == [.close(1007, "text is not UTF-8")])
    bench.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    bench.channel.embeddedEventLoop.run()
    #expect(bench.receiver.heard == [.disconnected(1007)])
  }

  @Test func `the code of a fault comes behind what waits`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    try bench.peerSays(ClientFrame(opcode: 3, payload: []))
    #expect(!bench.kernel.isOutputClosed)
    bench.kernel.makeRoom()
    #expect(try bench.frames() == [.text("a"), .close(1002, "reserved opcode")])
    #expect(bench.kernel.isOutputClosed)
  }

  @Test func `a fault in the answer to our close ends it too`() throws {
    let bench = try SocketBench()
    bench.socket.close(.draining, reason: "")
    try bench.peerSays(.close(1005))
    #expect(try bench.frames() == [.close(4001)])
    #expect(bench.kernel.isOutputClosed)
    bench.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    bench.channel.embeddedEventLoop.run()
    #expect(bench.receiver.heard == [.disconnected(4001)])
  }

  // MARK: - Nothing stays

  @Test func `a receiver that closes in the middle of a batch hears no more of it`() throws {
    let bench = try SocketBench()
    bench.receiver.onMessage = { [socket = bench.socket] _ in socket.close(.signedOut, reason: "") }
    try bench.peerSays(.text("a"), .text("b"), .text("c"))
    #expect(bench.receiver.heard == [.text("a")])
  }

  @Test func `a socket that is gone keeps neither its receiver nor a timer`() throws {
    weak var receiver: FakeReceiver?
    weak var socket: SocketHandler?
    do {
      let bench = try SocketBench()
      (receiver, socket) = (bench.receiver, bench.socket)
      bench.receiver.onMessage = { [socket = bench.socket] _ in socket.ping() }
      bench.socket.close(.normal, reason: "")
      try bench.peerSays(.close(1000))
      bench.receiver.onMessage = { _ in }
      bench.socket.write(Frame.text("late".utf8))
      bench.socket.close(.draining, reason: "")
    }
    #expect(receiver == nil && socket == nil)
  }
}
