import ArgumentParser

/// One thing to measure: a file that says users, rate and duration at its top.
protocol Scenario: ParsableCommand {
  /// As it is called on the command line and in results.
  static var name: String { get }
  var options: RunOptions { get }
  /// Who is seeded.
  var community: StartedServer.Community { get }
  /// What was asked for, by name: results are compared where these are alike.
  var settings: [String: Double] { get }
  /// Runs it once, on as many servers as it wants.
  ///
  /// - Parameter measure: starts a server, has a sitting performed on it, and ends it.
  func figures(_ measure: (Sitting) throws -> Figures) throws -> Figures
}

extension Scenario {
  static var name: String { configuration.commandName ?? "" }

  func run() throws { try Runner(scenario: self).run() }
}
