import CZlib
import NIOCore

/// What zlib itself reads out of a gzip member.
func gunzip(_ bytes: ByteBuffer) throws -> ByteBuffer {
  struct Unreadable: Error { let outcome: Int32 }

  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  let begun = inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, size)
  guard begun == Z_OK else { throw Unreadable(outcome: begun) }
  defer { inflateEnd(&stream) }
  var input = Array(bytes.readableBytesView)
  var output = [UInt8](repeating: 0, count: 1_000_000)
  let outcome = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      return inflate(&stream, Z_FINISH)
    }
  }
  guard outcome == Z_STREAM_END else { throw Unreadable(outcome: outcome) }
  return ByteBuffer(bytes: output.prefix(Int(stream.total_out)))
}
