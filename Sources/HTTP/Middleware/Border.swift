import HTTPTypes
import HubbubDomain
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// The outermost layer: what is thrown becomes an answer, every answer gets
/// the headers that all have, and is counted.
struct Border: RouterMiddleware {
  let counts: HTTPCounts

  func handle(
    _ request: Request, context: HubbubContext,
    next: (Request, HubbubContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    var refusal: Refusal.Code?
    do {
      response = try await next(request, context)
    } catch let error as any HTTPResponseError where !request.isForPrograms {
      response = try error.response(from: request, context: context)
    } catch let error as HTTPParserError {
      // The connection cannot be read any further: Hummingbird answers 400 and closes it.
      counts.count(request.method, context.endpointPath, .badRequest, refusal: .badRequest)
      throw error
    } catch let error where error.isOfConnection {
      throw error
    } catch {
      let refused = Self.refused(for: error, context)
      refusal = refused.refusal.code
      response = refused.response
    }
    response.headers[.xContentTypeOptions] = "nosniff"
    if request.isForPrograms, !response.headers.contains(.cacheControl) {
      response.headers[.cacheControl] = "no-store"
    }
    // A body would be read as the next answer (RFC 9110 §9.3.2).
    if request.method == .head { response = response.createHeadResponse() }
    counts.count(
      request.method, context.endpointPath, response.status, refusal: refusal, since: start)
    return response
  }

  /// The refusal that stands for what was thrown.
  ///
  /// What broke is logged here, once.
  private static func refused(for error: any Error, _ context: HubbubContext) -> RefusedWith {
    if let refused = error as? RefusedWith { return refused }
    return RefusedWith(refusal: refusal(for: error, context), headers: [:])
  }

  private static func refusal(for error: any Error, _ context: HubbubContext) -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case is NIOTooManyBytesError: return .tooLarge
    case let error as any HTTPResponseError where error.status == .notFound: return .noSuchAddress
    case let error as any HTTPResponseError where error.status.kind == .clientError:
      return Refusal(.badRequest, "This request cannot be understood.")
    default:
      context.logger.error("a request failed", metadata: ["error": "\(error)"])
      return .unavailable
    }
  }
}

extension Error {
  /// Whether nobody is there any more who could be answered.
  fileprivate var isOfConnection: Bool {
    self is IOError || self is ChannelError || self is CancellationError
  }
}

extension Request {
  /// Whether programs ask it, and want their refusals in JSON; else it is a page.
  fileprivate var isForPrograms: Bool {
    let path = uri.path
    return path == "/api" || path.hasPrefix("/api/") || path.hasPrefix("/avatars/")
      || path.hasPrefix("/media/") || path == "/metrics"
  }
}
