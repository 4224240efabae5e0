import CZlib
import NIOCore

/// Compression of what is sent again and again: done once, as well as it can be.
enum Gzip {
  /// The gzip form of `bytes`; nil when zlib cannot do it.
  ///
  /// - Source: RFC 1952; zlib.h, `deflateInit2`: 16 added to the window bits
  ///   writes a gzip header and trailer.
  static func compress(_ bytes: ByteBuffer) -> ByteBuffer? {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, MAX_MEM_LEVEL,
        Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }

    var input = Array(bytes.readableBytesView)
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(input.count))))
    let outcome = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard outcome == Z_STREAM_END else { return nil }
    return ByteBuffer(bytes: output[..<(output.count - Int(stream.avail_out))])
  }

  /// Whether a client that sent this `Accept-Encoding` takes gzip.
  ///
  /// - Source: RFC 9110 §12.5.3: a weight of 0 refuses, `*` stands for what is not named.
  static func isAccepted(by header: String) -> Bool {
    var named: Bool?
    var others = false
    for part in header.lowercased().split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.trimmingSpaces() }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
      let isWanted = weight.map { (Double($0) ?? 0) > 0 } ?? true
      if pieces.first == "gzip" || pieces.first == "x-gzip" { named = isWanted }
      if pieces.first == "*" { others = isWanted }
    }
    return named ?? others
  }
}

extension Substring {
  /// Without the spaces and tabs around it.
  func trimmingSpaces() -> Substring {
    var rest = self
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}
