import ArgumentParser
import HubbubDomain
import HubbubHTTP
import HubbubStore

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
  /// Gives what was thrown its code, and its sentence or (a configuration) all of them.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let refusal as Refusal:
      self.init(code: refusal.code.rawValue, sentence: refusal.reason)
    case let bad as BadConfiguration:
      let sentences = bad.problems.joined(separator: "\n")
      self.init(code: "bad_configuration", sentence: sentences, status: EX_USAGE)
    case is DataFolderInUse: self.init(code: "data_folder_in_use", sentence: "\(error)")
    case is CannotOpen: self.init(code: "cannot_open", sentence: "\(error)")
    case is CannotReadPages: self.init(code: "cannot_read_pages", sentence: "\(error)")
    case is CannotListen: self.init(code: "cannot_listen", sentence: "\(error)")
    case is SeedRefused: self.init(code: "seed_refused", sentence: "\(error)")
    default: self.init(code: "failed", sentence: "\(error)")
    }
  }
}

/// What a command says: to people as text, to programs as one JSON object.
struct Console {
  let isJSON: Bool

  /// Does the work; a failure is told and becomes the exit status.
  func run<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch { try tell(Failure(error)) }
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
  static func writeError(_ line: String) { write(line, to: STDERR_FILENO) }

  /// A line on standard output, there at once though a program may read it.
  static func writeOutput(_ line: String) { write(line, to: STDOUT_FILENO) }

  private static func write(_ line: String, to descriptor: CInt) {
    var line = line + "\n"
    line.withUTF8 { bytes in _ = Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
  }

  /// A JSON object of texts, sorted by key.
  static func object(_ pairs: [String: String]) -> String {
    "{"
      + pairs.sorted { $0.key < $1.key }
      .map { JSONText.quoted($0.key) + ":" + JSONText.quoted($0.value) }.joined(separator: ",")
      + "}"
  }
}
