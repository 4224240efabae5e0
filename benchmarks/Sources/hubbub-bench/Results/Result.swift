import FoundationEssentials

/// What a scenario has shown on one machine, over all of its runs.
///
/// As JSON: `{schema, scenario, settings:{NAME:number}, machine:{cpu, cores, kernel}, commit,
/// server, serverCores, loadCores, takenAt, runs:[{FIGURE:number or list}],
/// medians:{FIGURE:number}}`.
struct Result: Codable, Equatable {
  /// Counts up when a field changes its meaning.
  static let schema = 1

  var schema = Result.schema
  let scenario: String
  let settings: [String: Double]
  let machine: Machine
  /// The repository's, `-changed` where it held more than was committed.
  let commit: String
  /// What `hubbub version` says.
  let server: String
  let serverCores: String
  let loadCores: String
  /// RFC 3339, UTC.
  let takenAt: String
  let runs: [Figures]
  let medians: Figures

  init(
    scenario: String, settings: [String: Double], machine: Machine, commit: String,
    server: String, serverCores: Cores, loadCores: Cores, takenAt: String, runs: [Figures]
  ) {
    self.scenario = scenario
    self.settings = settings
    self.machine = machine
    self.commit = commit
    self.server = server
    self.serverCores = serverCores.description
    self.loadCores = loadCores.description
    self.takenAt = takenAt
    self.runs = runs
    medians = Self.medians(of: runs)
  }

  /// Of each figure that every run has; of faults the worst of any run, which
  /// no median may hide, and no run that does not tell it.
  private static func medians(of runs: [Figures]) -> Figures {
    var medians = Figures()
    for figure in Figure.allCases {
      let values = runs.compactMap { $0[figure] }
      guard figure.isFault || values.count == runs.count, let most = values.max() else {
        continue
      }
      medians[figure] = figure.isFault ? most : Spread(values).median
    }
    return medians
  }

  /// How one figure wobbled.
  func spread(_ figure: Figure) -> Spread? {
    let values = runs.compactMap { $0[figure] }
    return values.isEmpty ? nil : Spread(values)
  }

  var faults: [Figure] { medians.faults }

  // MARK: - As JSON

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  static func read(_ path: String) throws -> Result {
    let text = try TextFile.read(path)
    do {
      let result = try JSONDecoder().decode(Result.self, from: Data(text.utf8))
      guard result.schema == schema else {
        throw Problem("\(path) is of schema \(result.schema), this program knows \(schema)")
      }
      return result
    } catch let problem as Problem { throw problem } catch {
      throw Problem("\(path) is no result: \(error)")
    }
  }
}
