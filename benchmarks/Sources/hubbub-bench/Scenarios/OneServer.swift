/// A scenario that is measured on one server.
protocol OneServer: Scenario {
  func perform(on stage: Stage) throws -> Figures
}

extension OneServer {
  func figures(_ measure: (Sitting) throws -> Figures) throws -> Figures {
    try measure(Sitting(community: community, perform: perform))
  }
}
