import COpenSSL
import HTTPTypes
import Hummingbird
import NIOCore

/// One file as it is sent: plain and compressed, each with its own tag.
struct Asset: Sendable {
  /// How long a copy may be used without asking.
  enum Freshness: String {
    /// Its address changes with its content.
    case forever = "public, max-age=31536000, immutable"
    /// It is asked for each time, and answered 304 as long as it is the same.
    case revalidated = "no-cache"
  }

  let type: ContentType
  private let plain: Representation
  private let gzipped: Representation?

  private struct Representation: Sendable {
    let bytes: ByteBuffer
    let tag: String

    init(_ bytes: ByteBuffer) {
      self.bytes = bytes
      tag = "\"\(Digest.hex(of: [bytes]).prefix(24))\""
    }
  }

  /// - Parameter compresses: false where the file is sent once and then read anew.
  init(_ bytes: ByteBuffer, type: ContentType, compresses: Bool) {
    self.type = type
    plain = Representation(bytes)
    let smaller = compresses && type.isCompressible ? Gzip.compress(bytes) : nil
    gzipped = smaller.flatMap { $0.readableBytes < bytes.readableBytes ? $0 : nil }
      .map(Representation.init)
  }

  /// Whether it is made of these bytes.
  func isOf(_ bytes: ByteBuffer) -> Bool { plain.bytes == bytes }

  /// Answers a GET or HEAD: the form that the client takes, or 304 for what it has.
  func response(
    to request: Request, status: HTTPResponse.Status = .ok, _ freshness: Freshness
  ) -> Response {
    let takesGzip = Gzip.isAccepted(by: request.headers[.acceptEncoding] ?? "")
    let form = takesGzip ? gzipped ?? plain : plain
    var headers: HTTPFields = [
      .contentType: type.rawValue, .eTag: form.tag, .cacheControl: freshness.rawValue,
      .xContentTypeOptions: "nosniff",
    ]
    if let gzipped {
      headers[.vary] = "Accept-Encoding"
      if form.tag == gzipped.tag { headers[.contentEncoding] = "gzip" }
    }
    if type == .page { PagePolicy.add(to: &headers) }
    if status == .ok, Self.isMatched(form.tag, by: request.headers[.ifNoneMatch] ?? "") {
      headers[.contentEncoding] = nil
      return Response(status: .notModified, headers: headers)
    }
    let whole = Response(status: status, headers: headers, body: .init(byteBuffer: form.bytes))
    return request.method == .head ? whole.createHeadResponse() : whole
  }

  /// Whether `If-None-Match` names this tag, weakly or not.
  ///
  /// - Source: RFC 9110 §13.1.2.
  static func isMatched(_ tag: String, by header: String) -> Bool {
    header.split(separator: ",").map { $0.trimmingSpaces() }.contains {
      $0 == "*" || $0 == tag || $0.hasPrefix("W/") && $0.dropFirst(2) == tag
    }
  }
}

/// SHA-256, as lower-case hexadecimal digits.
enum Digest {
  static func hex(of parts: [ByteBuffer]) -> String {
    let whole = parts.flatMap { Array($0.readableBytesView) }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256(whole, whole.count, &digest)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
