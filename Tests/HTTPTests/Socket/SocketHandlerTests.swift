import HubbubDomain
import HubbubHub
import HubbubTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// One socket between its peer and its receiver, while it is open.
struct SocketHandlerTests {
  @Test func `what is said first leaves right behind the answer, in one write`() throws {
    let bench = try SocketBench(answer: "101\r\n\r\n") { transport in
      transport.write(Frame.text("hello".utf8))
      transport.write(Frame.text("again".utf8))
      #expect(!transport.isBackedUp)
    }
    let writes = try bench.writes()
    #expect(writes.count == 1)
    #expect(
      writes.first
        == ByteBuffer(
          bytes: Array("101\r\n\r\n".utf8) + [0x81, 5] + Array("hello".utf8) + [0x81, 5]
            + Array("again".utf8)))
  }

  @Test func `a receiver that refuses at once says so behind the answer`() throws {
    let bench = try SocketBench(answer: "101") { $0.close(.overloaded, reason: "later") }
    let expected = ByteBuffer(
      bytes: Array("101".utf8) + [0x88, 7, 0x0F, 0xA2] + Array("later".utf8))
    #expect(try bench.writes() == [expected])
  }

  @Test func `messages arrive whole and in order, text and binary`() throws {
    let bench = try SocketBench()
    try bench.peerSays(
      .text("one"), .binary([1, 2]), .text("t", isFinal: false), .more([0x77]), .text(""))
    #expect(bench.receiver.heard == [.text("one"), .binary([1, 2]), .text("tw"), .text("")])
  }

  @Test func `a ping is answered with what it carried`() throws {
    let bench = try SocketBench()
    try bench.peerSays(.ping([1, 2, 3]), .ping())
    #expect(try bench.frames() == [ServerFrame(.pong, [1, 2, 3]), ServerFrame(.pong, [])])
    #expect(bench.receiver.heard == [])
  }

  @Test func `any byte at all is life`() throws {
    let bench = try SocketBench()
    let frame = ClientFrame.text("slow").bytes
    for byte in frame { try bench.peerSends([byte]) }
    try bench.peerSays(.pong())
    #expect(bench.receiver.calls.filter { $0 == .life }.count == frame.count + 1)
    #expect(bench.receiver.heard == [.text("slow")])
  }

  @Test func `a ping of ours goes out, but not behind a queue`() throws {
    let bench = try SocketBench()
    bench.socket.ping()
    #expect(try bench.frames() == [ServerFrame(.ping, [])])
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("x".utf8))
    bench.socket.ping()
    bench.kernel.makeRoom()
    #expect(try bench.frames() == [.text("x")])
  }

  // MARK: - When the kernel has no room

  @Test func `what the kernel takes at once is never called drained`() throws {
    let bench = try SocketBench()
    for number in 0..<10 { bench.socket.write(Frame.text("\(number)".utf8)) }
    #expect(!bench.socket.isBackedUp)
    #expect(bench.receiver.heard == [])
    #expect(try bench.frames().map(\.text) == (0..<10).map(String.init))
  }

  @Test func `a full kernel backs the socket up, and drains once`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    #expect(bench.socket.isBackedUp)
    #expect(bench.receiver.heard == [])
    bench.kernel.makeRoom()
    #expect(!bench.socket.isBackedUp)
    #expect(bench.receiver.heard == [.drained])
    #expect(try bench.frames() == [.text("a")])
  }

  @Test func `what is written at the drain stays behind what waited`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.receiver.onDrained = { [socket = bench.socket] in socket.write(Frame.text("c".utf8)) }
    bench.socket.write(Frame.text("a".utf8))
    try bench.peerSays(.ping([9]))
    bench.kernel.makeRoom()
    #expect(try bench.frames() == [.text("a"), ServerFrame(.pong, [9]), .text("c")])
    #expect(bench.receiver.heard == [.drained])
  }

  @Test func `of the pings that wait only the last is answered`() throws {
    let bench = try SocketBench()
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    try bench.peerSays(.ping([1]), .ping([2]), .ping([3]))
    bench.kernel.makeRoom()
    #expect(try bench.frames() == [.text("a"), ServerFrame(.pong, [3])])
    try bench.peerSays(.ping([4]))
    #expect(try bench.frames() == [ServerFrame(.pong, [4])])
  }

  @Test func `while something waits the peer is not read, and then it is again`() throws {
    let bench = try SocketBench()
    bench.channel.pipeline.read()
    #expect(bench.kernel.reads == 1)
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    bench.channel.pipeline.read()
    bench.channel.pipeline.read()
    #expect(bench.kernel.reads == 1)
    bench.kernel.makeRoom()
    #expect(bench.kernel.reads == 2)
    bench.channel.pipeline.read()
    #expect(bench.kernel.reads == 3)
  }

  @Test func `a kernel that has room for nothing twice drains twice`() throws {
    let bench = try SocketBench()
    bench.receiver.onDrained = { [bench = Unowned(bench)] in
      guard bench.value.receiver.heard.count == 1 else { return }
      bench.value.kernel.hasRoom = false
      bench.value.socket.write(Frame.text("b".utf8))
    }
    bench.kernel.hasRoom = false
    bench.socket.write(Frame.text("a".utf8))
    bench.kernel.makeRoom()
    #expect(bench.socket.isBackedUp)
    #expect(bench.receiver.heard == [.drained])
    bench.kernel.makeRoom()
    #expect(bench.receiver.heard == [.drained, .drained])
    #expect(try bench.frames().map(\.text) == ["a", "b"])
  }

  // MARK: - Bounds

  @Test func `the bound of a message may change between messages`() throws {
    let bench = try SocketBench()
    bench.receiver.messageBytes = 5
    bench.receiver.onMessage = { [receiver = bench.receiver] _ in receiver.messageBytes = 3 }
    try bench.peerSays(.text("start"), .text("abc"))
    #expect(bench.receiver.heard == [.text("start"), .text("abc")])
    try bench.peerSays(.text("four"))
    #expect(try bench.frames() == [.close(1009, "message is too long")])
  }

  @Test func `binary closes with 1003 where only text is taken`() throws {
    let bench = try SocketBench()
    bench.receiver.takesBinary = false
    try bench.peerSays(.text("a"), .binary([1]), .text("b"))
    #expect(bench.receiver.heard == [.text("a")])
    #expect(try bench.frames() == [.close(1003, "only text is spoken here")])
  }
}

/// A reference that does not keep what it points at.
struct Unowned<Value: AnyObject> {
  unowned let value: Value
  init(_ value: Value) { self.value = value }
}
