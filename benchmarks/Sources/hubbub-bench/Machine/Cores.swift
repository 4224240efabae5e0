import ArgumentParser

/// Cores that a process is kept on.
enum Cores: Equatable, Sendable, CustomStringConvertible {
  case all
  case only([Int])

  var description: String {
    switch self {
    case .all: "all"
    case .only(let numbers): numbers.map(String.init).joined(separator: ",")
    }
  }

  /// The command that runs `command` there; the process stays the same.
  func command(_ command: [String]) -> [String] {
    switch self {
    case .all: command
    case .only: ["/usr/bin/taskset", "--cpu-list", description] + command
    }
  }
}

extension Cores: ExpressibleByArgument {
  /// `all`, or numbers with commas between.
  init?(argument: String) {
    if argument == "all" {
      self = .all
      return
    }
    let numbers = argument.split(separator: ",").map { Int($0) }
    guard !numbers.isEmpty, numbers.allSatisfy({ $0.map { 0..<1_024 ~= $0 } ?? false }) else {
      return nil
    }
    self = .only(numbers.compactMap(\.self))
  }
}
