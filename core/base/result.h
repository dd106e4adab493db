// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace rxwatt::base
{

/// What kind of failure it was: decides the exit code and what a caller may do about it.
enum class ErrorKind {
    badInput,    ///< a person's input or file is wrong: exit code 2
    notFound,    ///< what was named does not exist: exit code 2
    busy,        ///< somebody else holds it; may be tried again
    storage,     ///< a file could not be read or written: full disk, permissions, torn data
    unsupported, ///< from a newer version, or something that this build cannot do
    failed,      ///< the work itself failed
    cancelled    ///< stopped on request: exit code 3
};

/// A failure that can happen in ordinary use. The message says what, where (file and JSON path) and what to do.
struct Error {
    ErrorKind kind = ErrorKind::failed;
    std::string message;
};

/// The program exit code that stands for an error: 1 failed, 2 bad usage or bad input, 3 cancelled.
[[nodiscard]] int exitCode(const Error& error);

/// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;

    Result() = default;

    Result(tl::expected<T, Error> other) // NOLINT(google-explicit-constructor): results of map() and and_then()
        : tl::expected<T, Error>(std::move(other))
    {
    }
};

/// Success, or the reason why not.
using Status = Result<void>;

/// For `return fail(ErrorKind::badInput, fmt::format(…))`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message)
{
    return tl::unexpected<Error>(Error{kind, std::move(message)});
}

/// Puts where it happened in front of an error's message: "spec.json: $.seed: …".
[[nodiscard]] inline tl::unexpected<Error> failIn(const std::string& where, Error error)
{
    error.message = where + ": " + error.message;
    return tl::unexpected<Error>(std::move(error));
}

} // namespace rxwatt::base

namespace rxwatt
{
using base::Error;
using base::ErrorKind;
using base::fail;
using base::failIn;
using base::Result;
using base::Status;
} // namespace rxwatt

#define RXWATT_CONCAT_IMPL(a, b) a##b
#define RXWATT_CONCAT(a, b) RXWATT_CONCAT_IMPL(a, b)

/// Returns the error of a Result or Status expression to the caller; goes on where it succeeded.
#define RXWATT_TRY(expression)                                                                                         \
    do {                                                                                                               \
        if (auto rxwattStatus = (expression); !rxwattStatus) {                                                         \
            return tl::unexpected<::rxwatt::base::Error>(std::move(rxwattStatus).error());                             \
        }                                                                                                              \
    } while (false)

/// `RXWATT_ASSIGN(const auto x, f());`: declares x with the value of f(), or returns f()'s error to the caller.
#define RXWATT_ASSIGN(declaration, expression)                                                                         \
    RXWATT_ASSIGN_IMPL(RXWATT_CONCAT(rxwattResult, __LINE__), declaration, expression)
#define RXWATT_ASSIGN_IMPL(result, declaration, expression)                                                            \
    auto result = (expression);                                                                                        \
    if (!result) {                                                                                                     \
        return tl::unexpected<::rxwatt::base::Error>(std::move(result).error());                                       \
    }                                                                                                                  \
    declaration = std::move(*result)
