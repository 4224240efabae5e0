import HTTPTypes
public import HubbubDomain
import Synchronization

/// How often each route gave each status, and each refusal was given.
///
/// - Bounds: routes are those of the router, so there are a few hundred numbers.
public final class HTTPCounts: Sendable {
  /// One sort of answer.
  public struct Answered: Hashable, Sendable {
    public let method: String
    /// The route as it is written, `/api/posts/{id}`; `pages`; `NotFound` for none.
    public let route: String
    public let status: Int
  }

  private struct State {
    var answers: [Answered: Int] = [:]
    var refusals: [Refusal.Code: Int] = [:]
  }

  private let state = Mutex(State())

  init() {}

  /// Answers since the start.
  public var answers: [Answered: Int] { state.withLock { $0.answers } }

  /// Refusals since the start.
  public var refusals: [Refusal.Code: Int] { state.withLock { $0.refusals } }

  /// Counts an answer, and the refusal it was.
  ///
  /// - Parameter route: nil where what is before the routes has answered.
  func count(
    _ method: HTTPRequest.Method, _ route: String?, _ status: HTTPResponse.Status,
    refusal: Refusal.Code?
  ) {
    // A client may invent methods and addresses; what is counted stays bounded.
    let method = Self.methods.contains(method) ? method.rawValue : "other"
    let route = route ?? (status.code < 400 ? Self.pages : Self.nowhere)
    let answered = Answered(method: method, route: route, status: status.code)
    state.withLock { state in
      state.answers[answered, default: 0] += 1
      if let refusal { state.refusals[refusal, default: 0] += 1 }
    }
  }

  /// The route of what `Web/` holds.
  static let pages = "pages"
  /// The route of addresses that are none, as the router calls it too.
  static let nowhere = "NotFound"

  private static let methods: Set<HTTPRequest.Method> = [
    .get, .head, .post, .put, .patch, .delete, .options,
  ]
}
