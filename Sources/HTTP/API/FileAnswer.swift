import HTTPTypes
import HubbubDomain
import HubbubMedia
import Hummingbird

/// What is answered with a file: whole, a range of it, or that it is known already.
///
/// - Bounds: none of it is in this program's memory, see ``FileSender``.
struct FileAnswer {
  let file: OpenMedia
  let sender: FileSender
  let form: ShownForm
  let request: Request

  var response: Response {
    if Asset.isMatched(form.tag(of: file), by: request.headers[.ifNoneMatch] ?? "") {
      return Response(status: .notModified, headers: form.headers(of: file))
    }
    // A range is meant for GET alone (RFC 9110 §14.2).
    guard request.method == .get else { return answer(.ok, 0..<file.count) }
    switch ByteRange(request.headers, of: file.count, tag: form.tag(of: file)) {
    case .whole: return answer(.ok, 0..<file.count)
    case .some(let range): return answer(.partialContent, range)
    case .beyond:
      var headers = form.headers(of: file)
      headers[.contentRange] = "bytes */\(file.count)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  private func answer(_ status: HTTPResponse.Status, _ range: Range<Int64>) -> Response {
    var headers = form.headers(of: file)
    if status == .partialContent {
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.count)"
    }
    let body = ResponseBody(contentLength: range.count) { [file, sender] writer in
      try await sender.send(range, of: file)
      try await writer.finish(nil)
    }
    return Response(status: status, headers: headers, body: body)
  }
}
