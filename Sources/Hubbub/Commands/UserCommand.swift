public import ArgumentParser
public import HubbubDomain
import HubbubStore

/// `hubbub user`: accounts, from the machine that keeps them.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Makes an account, or gives one another role.",
    discussion: "While no server runs on the data folder.",
    subcommands: [UserAddCommand.self, UserRoleCommand.self])

  /// Opens the accounts of the data folder that `flags` name.
  ///
  /// - Throws: ``Failure`` `data_folder_in_use` beside a running server; else
  ///   what reading the configuration, opening or `work` throws.
  static func withAccounts<Value>(
    _ flags: ConfigurationFlags, _ work: (SQLiteStore) async throws -> Value
  ) async throws -> Value {
    do {
      return try await OfflineStore.with(Configuration.read(flags: flags.given), work)
    } catch let error as DataFolderInUse {
      throw Failure(
        code: "data_folder_in_use",
        sentence: "A server is running on the data folder \(error.folder). Stop it first:"
          + " accounts cannot be changed from here beside it.")
    }
  }
}

extension Role: ExpressibleByArgument {}

extension Role {
  /// With its article, for sentences.
  var spoken: String {
    switch self {
    case .admin: "an admin"
    case .member: "a member"
    }
  }
}

extension Store {
  /// Writes one change.
  ///
  /// - Throws: ``Refusal``: what the row says, or that it could not be written.
  func perform(_ change: Change) async throws -> Outcome {
    guard let outcome = try await commit([change]).first else { throw Refusal.unavailable }
    _ = try outcome.result.get()
    return outcome
  }
}
