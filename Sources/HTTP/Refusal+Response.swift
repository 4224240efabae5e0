import HTTPTypes
public import HubbubDomain
public import Hummingbird

extension Refusal.Code {
  /// The one table of refusals over HTTP.
  public var status: HTTPResponse.Status {
    switch self {
    case .badRequest: .badRequest
    case .unauthorized, .invalidCredentials, .codeRequired, .invalidCode: .unauthorized
    case .forbidden, .notMember, .blocked, .badOrigin: .forbidden
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .usernameTaken, .keyReused, .factorOn: .conflict
    case .tooLarge: .contentTooLarge
    case .invalid: .unprocessableContent
    case .rateLimited: .tooManyRequests
    case .busy, .unavailable: .serviceUnavailable
    case .unsupportedType: .unsupportedMediaType
    case .corruptMedia: .unprocessableContent
    case .quotaExceeded: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
    }
  }
}

extension Refusal {
  /// The refusal as an answer: `{"error":{"code","message","field"?}}`, and
  /// `Retry-After` in whole seconds where there is a time.
  public var response: Response {
    var response = Response.json(ErrorBody(error: self), code.status)
    response.headers[.cacheControl] = "no-store"
    if let retryAfter {
      let (seconds, rest) = retryAfter.components
      response.headers[.retryAfter] = String(max(1, seconds + (rest > 0 ? 1 : 0)))
    }
    if code == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }

  static let unauthorized = Refusal(.unauthorized, "Please log in.")
  static let methodNotAllowed = Refusal(
    .methodNotAllowed, "This address does not take that method.")
  static let noSuchAddress = Refusal(.notFound, "There is nothing at this address.")
  static let badOrigin = Refusal(.badOrigin, "This request comes from another site.")
  static let tooLarge = Refusal(.tooLarge, "A request has 64 KiB at most.")
}

/// A refusal that says more in its head than its code does.
struct RefusedWith: Error {
  let refusal: Refusal
  /// Instead of the code's.
  var status: HTTPResponse.Status?
  let headers: HTTPFields

  var response: Response {
    var response = refusal.response
    if let status { response.status = status }
    for field in headers { response.headers[field.name] = field.value }
    return response
  }
}

private struct ErrorBody: Encodable {
  let error: Refusal

  private enum Key: String, CodingKey { case error, code, message, field }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    var inner = body.nestedContainer(keyedBy: Key.self, forKey: .error)
    try inner.encode(error.code.rawValue, forKey: .code)
    try inner.encode(error.reason, forKey: .message)
    try inner.encodeIfPresent(error.field, forKey: .field)
  }
}
