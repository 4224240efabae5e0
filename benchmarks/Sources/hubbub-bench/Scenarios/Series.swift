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

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  func perform(on stage: Stage) throws -> Figures {
    let same = FanOut.standard
    return try stage.publish(
      Publishing(pace: .window(same.window), seconds: seconds, textBytes: same.textBytes),
      to: sockets)
  }
}

extension Series {
  func figures(_ measure: (Sitting) throws -> Figures) throws -> Figures {
    try perform { part in
      try measure(
        Sitting(
          title: part.title, community: part.community, environment: part.environment,
          perform: part.perform))
    }
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
