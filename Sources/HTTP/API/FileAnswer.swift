import HTTPTypes
import HubbubDomain
import HubbubMedia
import Hummingbird
import NIOCore

/// What is answered with a file: whole, a range of it, or that it is known already.
///
/// - Bounds: ``Limits/servedPiece`` bytes of it are in memory.
struct FileAnswer {
  let file: OpenMedia
  let form: ShownForm
  let request: Request

  var response: Response {
    if Asset.isMatched(form.tag, by: request.headers[.ifNoneMatch] ?? "") {
      return Response(status: .notModified, headers: form.headers)
    }
    // A range is meant for GET alone (RFC 9110 §14.2).
    guard request.method == .get else { return answer(.ok, 0..<file.count) }
    switch ByteRange(request.headers, of: file.count, tag: form.tag) {
    case .whole: return answer(.ok, 0..<file.count)
    case .some(let range): return answer(.partialContent, range)
    case .beyond:
      var headers = form.headers
      headers[.contentRange] = "bytes */\(file.count)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  private func answer(_ status: HTTPResponse.Status, _ range: Range<Int64>) -> Response {
    var headers = form.headers
    if status == .partialContent {
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.count)"
    }
    let file = file
    let body = ResponseBody(contentLength: range.count) { writer in
      var offset = range.lowerBound
      while offset < range.upperBound {
        let count = min(Int64(Limits.servedPiece), range.upperBound - offset)
        let piece = try await file.read(at: offset, upTo: Int(count))
        guard piece.readableBytes > 0 else { break }
        offset += Int64(piece.readableBytes)
        try await writer.write(piece)
      }
      try await writer.finish(nil)
    }
    return Response(status: status, headers: headers, body: body)
  }
}
