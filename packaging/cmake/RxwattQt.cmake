# moc 6.4 does not understand libstdc++'s <concepts>: its include guard keeps moc out of it.
set(rxwatt_moc_options -D_GLIBCXX_CONCEPTS)

# rxwatt_qt_module(<name> …): a module (see rxwatt_module) whose classes are Qt's. Names of ours collide with Qt's keywords
# (a point has `slots`), so that only Q_SIGNALS, Q_SLOTS and Q_EMIT are there; texts never become QStrings unseen.
function(rxwatt_qt_module name)
    rxwatt_module(${name} ${ARGN})
    set_target_properties(rxwatt_${name} PROPERTIES AUTOMOC ON AUTORCC ON AUTOMOC_MOC_OPTIONS "${rxwatt_moc_options}")
    target_compile_definitions(rxwatt_${name} PUBLIC QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
                                                     QT_DISABLE_DEPRECATED_BEFORE=0x060400)
endfunction()
