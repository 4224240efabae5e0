import HTTPTypes
public import HubbubDomain
import HubbubStats
import Synchronization

/// How often each route gave each status, how long it took, and how often each
/// refusal was given.
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

  /// What is timed together.
  struct Asked: Hashable {
    let method: String
    let route: String
  }

  private struct State {
    var meters: [Asked: Meter] = [:]
    var answers: [Answered: Int] = [:]
    var refusals: [Refusal.Code: Int] = [:]
    var rests = 0
    var cuts: [HTTPConnections.CutOff: Int] = [:]

    mutating func meter(of asked: Asked) -> Meter {
      if let there = meters[asked] { return there }
      let new = Meter()
      meters[asked] = new
      return new
    }
  }

  private let state = Mutex(State())
  private let isOn: Bool

  /// - Parameter isOn: false for one that counts nothing (`HUBBUB_STATS=off`).
  init(isOn: Bool = true) { self.isOn = isOn }

  /// Answers since the start.
  public var answers: [Answered: Int] { state.withLock { $0.answers } }

  /// Refusals since the start.
  public var refusals: [Refusal.Code: Int] { state.withLock { $0.refusals } }

  /// Counts an answer, and the refusal it was.
  ///
  /// - Parameters:
  ///   - route: nil where what is before the routes has answered.
  ///   - start: when the request was there; nil where nobody looked.
  func count(
    _ method: HTTPRequest.Method, _ route: String?, _ status: HTTPResponse.Status,
    refusal: Refusal.Code?, since start: ContinuousClock.Instant? = nil
  ) {
    guard isOn else { return }
    // A client may invent methods and addresses; what is counted stays bounded.
    let method = Self.methods.contains(method) ? method.rawValue : "other"
    let route = route ?? (status.code < 400 ? Self.pages : Self.nowhere)
    let answered = Answered(method: method, route: route, status: status.code)
    let meter = state.withLock { state in
      state.answers[answered, default: 0] += 1
      if let refusal { state.refusals[refusal, default: 0] += 1 }
      return state.meter(of: Asked(method: method, route: route))
    }
    if let start { meter.add(since: start) }
  }

  /// Counts a time in which nobody was let in.
  func rested() {
    guard isOn else { return }
    state.withLock { $0.rests += 1 }
  }

  /// Counts a connection that was ended in the middle of an answer.
  func cut(_ cause: HTTPConnections.CutOff) {
    guard isOn else { return }
    state.withLock { $0.cuts[cause, default: 0] += 1 }
  }

  /// All of it, as it is told.
  var reading: HTTPReading {
    state.withLock { state in
      HTTPReading(
        answers: state.answers, refusals: state.refusals, rests: state.rests,
        cuts: state.cuts,
        times: state.meters.mapValues { $0.reading() })
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

/// What was answered over HTTP since the start.
struct HTTPReading: Sendable {
  let answers: [HTTPCounts.Answered: Int]
  let refusals: [Refusal.Code: Int]
  /// Times that nobody was let in, for want of files or memory.
  let rests: Int
  let cuts: [HTTPConnections.CutOff: Int]
  /// Until an answer began.
  let times: [HTTPCounts.Asked: Meter.Reading]
}
