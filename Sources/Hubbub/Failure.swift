import ArgumentParser

#if canImport(Glibc)
  import Glibc
#endif

/// Why a command could not be done, in one sentence for the operator.
struct Failure: Error, Equatable {
  /// Short and stable, for programs: `data_folder_in_use`.
  let code: String
  let sentence: String
  /// 1 failed, 64 wrong usage.
  var status: Int32 = EXIT_FAILURE
}

extension Failure {
  /// What was wrong with the configuration, all of it.
  init(_ bad: BadConfiguration) {
    self.init(
      code: "bad_configuration", sentence: bad.problems.joined(separator: "\n"), status: EX_USAGE)
  }
}

/// What a command says: to people as text, to programs as one JSON object.
struct Console {
  let isJSON: Bool

  /// Does the work; a failure is told and becomes the exit status.
  func run(_ work: () async throws -> Void) async throws {
    do { try await work() } catch let bad as BadConfiguration {
      try tell(Failure(bad))
    } catch let failure as Failure { try tell(failure) }
  }

  private func tell(_ failure: Failure) throws -> Never {
    if isJSON {
      let error = ["code": failure.code, "message": failure.sentence]
      print("{\"error\":" + Console.object(error) + "}")
    } else {
      for line in failure.sentence.split(separator: "\n") {
        Console.writeError("hubbub: \(line)")
      }
    }
    throw ExitCode(failure.status)
  }

  /// A line on standard error.
  static func writeError(_ line: String) {
    var line = line + "\n"
    line.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  /// A JSON object of texts, sorted by key.
  static func object(_ pairs: [String: String]) -> String {
    "{"
      + pairs.sorted { $0.key < $1.key }
      .map { JSONText.quoted($0.key) + ":" + JSONText.quoted($0.value) }.joined(separator: ",")
      + "}"
  }
}
