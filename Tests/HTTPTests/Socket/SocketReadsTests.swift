import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct SocketReadsTests {
  /// What the next reads take, when each gets `bytes`, or as much as it takes.
  private func sizes(_ reads: inout SocketReads, getting bytes: [Int]) -> [Int] {
    var sizes: [Int] = []
    for bytes in bytes {
      let size = reads.buffer(allocator: ByteBufferAllocator()).capacity
      sizes.append(size)
      let mayGrow = reads.record(actualReadBytes: min(bytes, size))
      #expect(mayGrow)
    }
    return sizes
  }

  @Test func `the first read is tiny, since its buffer stays`() {
    var reads = SocketReads()
    let sizes = sizes(&reads, getting: [300, 300, 300])
    #expect(sizes == [16, 512, 512])
  }

  @Test func `reads grow with what comes in, up to 64 KiB, and shrink again`() {
    var reads = SocketReads()
    let large = sizes(&reads, getting: Array(repeating: 1 << 20, count: 6))
    #expect(large == [16, 512, 2_048, 8_192, 32_768, 65_536])
    let small = sizes(&reads, getting: Array(repeating: 10, count: 9))
    #expect(small == [65_536, 32_768, 16_384, 8_192, 4_096, 2_048, 1_024, 512, 512])
  }
}
