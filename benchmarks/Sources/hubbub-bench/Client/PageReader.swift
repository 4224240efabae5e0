/// Requests over HTTP on a few connections that stay open, one at a time on each.
///
/// - Bounds: ``connections``; what waits is bounded by who asks, at a rate.
/// - Isolation: the worker's event loop.
final class PageReader {
  /// One request and what becomes of it.
  struct Request {
    let method: String
    let path: String
    let token: String
    var body: String?
    /// Is told the status; 0 where the connection broke.
    let answered: (Int) -> Void
  }

  /// As many as a browser opens to one server, and a few browsers' worth of them.
  private static let connections = 12

  private let crew: Crew
  private var waiting: [Request] = []
  private var idle: [PageConnection] = []
  private var opened = 0
  /// Requests that are not answered.
  private(set) var unanswered = 0

  init(_ crew: Crew) { self.crew = crew }

  func ask(_ request: Request) {
    unanswered += 1
    waiting.append(request)
    askNext()
  }

  private func askNext() {
    guard !waiting.isEmpty else { return }
    if let connection = idle.popLast() {
      connection.ask(waiting.removeFirst())
    } else if opened < Self.connections {
      opened += 1
      crew.connect(PageConnection(self, crew), from: opened) { [self] in
        opened -= 1
        if !waiting.isEmpty { answered(waiting.removeFirst(), status: 0) }
      }
    }
  }

  func isIdle(_ connection: PageConnection) {
    idle.append(connection)
    askNext()
  }

  func answered(_ request: Request, status: Int) {
    unanswered -= 1
    request.answered(status)
  }

  func ended(_ connection: PageConnection) {
    opened -= 1
    idle.removeAll { $0 === connection }
    askNext()
  }
}
