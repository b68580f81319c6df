/**
 * A shop without Spring.
 */
package com.example.contracts;
