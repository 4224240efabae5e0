import ArgumentParser

/// Several measurements that say something only together, each with a server of its own.
protocol Series: Scenario {
  /// Runs them one after the other.
  ///
  /// - Parameter measure: starts a server, measures one part on it, and ends it.
  func perform(_ measure: (SeriesPart) throws -> Figures) throws -> Figures
}

/// One fan-out of a series.
struct SeriesPart: Equatable {
  let title: String
  let sockets: Int
  let seconds: Double
  /// What only this part's server is told.
  var environment: [String: String] = [:]

  /// Messages in flight, and bytes of each text: those of `fan-out`.
  static let window = 8
  private static let textBytes = 128

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  func perform(on stage: Stage) throws -> Figures {
    try stage.publish(
      Publishing(pace: .window(Self.window), seconds: seconds, textBytes: Self.textBytes),
      to: sockets)
  }
}

extension Series {
  func perform(on stage: Stage) throws -> Figures {
    throw Problem("\(Self.name) is a series: it wants a server for each of its parts")
  }

  /// - Throws: `ValidationError` where there is one server that was given.
  func checkOwnServer() throws {
    guard options.url == nil else {
      throw ValidationError("\(Self.name) wants servers of its own: not with --url")
    }
  }
}

extension Figures {
  /// The server's CPU for each delivery, in microseconds.
  var microsecondsPerDelivery: Double? { self[.deliveriesPerServerCPUSecond].map { 1e6 / $0 } }

  /// What a series' parts tell together: their faults added up, and whether
  /// anything disturbed the worst of them.
  init(of parts: [Figures]) {
    self.init()
    for figure in Figure.allCases where figure.isFault {
      let values = parts.compactMap { $0[figure] }
      if !values.isEmpty { self[figure] = values.reduce(0, +) }
    }
    for figure in [Figure.othersCPU, .busiestWorkerCPU] {
      self[figure] = parts.compactMap { $0[figure] }.max()
    }
  }
}
